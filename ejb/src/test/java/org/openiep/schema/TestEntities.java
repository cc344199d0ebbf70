package org.openiep.schema;

import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.type.format.FormatMapper;

/** Entities outside a server. */
public final class TestEntities {
    private TestEntities() {}

    /** Migrates the schema of an empty database and validates it, as in the server. */
    public static SessionFactory of(DataSource database, Class<?>... entities) {
        Configuration configuration = new Configuration()
                .setProperty("hibernate.hbm2ddl.auto", "validate")
                .setProperty(
                        "hibernate.physical_naming_strategy",
                        "org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy")
                .setProperty("hibernate.jdbc.time_zone", "UTC")
                .setProperty("hibernate.default_batch_fetch_size", "100");
        for (Class<?> entity : entities) {
            configuration.addAnnotatedClass(entity);
        }
        configuration.getProperties().put("hibernate.connection.datasource", database);
        // Outside the server the API of JSON binding has no implementation; no entity here holds JSON.
        Object noJson = Proxy.newProxyInstance(
                TestEntities.class.getClassLoader(),
                new Class<?>[] {FormatMapper.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        configuration.getProperties().put("hibernate.type.json_format_mapper", noJson);
        return configuration.buildSessionFactory();
    }
}
