package org.openiep.schema;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the schema up to date while the persistence unit starts: Hibernate calls its integrators before it validates
 * the tables, and no bean that uses the unit is created before that. A start-up bean would come too late. Flyway's own
 * lock lets several servers start at once.
 */
public class SchemaFirst implements Integrator {
    private static final System.Logger LOG = System.getLogger(SchemaFirst.class.getName());

    @Override
    public void integrate(Metadata metadata, BootstrapContext boot, SessionFactoryImplementor factory) {
        ConnectionProvider connections = factory.getServiceRegistry().requireService(ConnectionProvider.class);
        migrate(connections.unwrap(DataSource.class));
    }

    @Override
    public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry services) {
        // The schema stays.
    }

    /** Applies what is missing of {@code db/migration}; throws when the database is newer or was changed by hand. */
    public static void migrate(DataSource database) {
        MigrateResult result = Flyway.configure(SchemaFirst.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
        LOG.log(
                System.Logger.Level.INFO,
                "The database schema is at version {0}; {1} migrations were applied now.",
                result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion,
                result.migrationsExecuted);
    }
}
