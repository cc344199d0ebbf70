package org.openiep.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.imaging.ImageStore;
import org.openiep.schema.TestDatabase;

@SuppressWarnings("UnnecessaryAssignment") // the container is what fills injected fields, and it is not here
class StockCountTest {
    private static ImageStore storeThatIsAway() {
        InvocationHandler fails = (store, method, arguments) -> {
            throw new IOException("No such device");
        };
        return (ImageStore)
                Proxy.newProxyInstance(StockCountTest.class.getClassLoader(), new Class<?>[] {ImageStore.class}, fails);
    }

    @Test
    @DisplayName("A disk that does not tell how full it is keeps nobody from seeing the lanes")
    void diskAway() {
        StockCount count = new StockCount();
        count.store = storeThatIsAway();
        try (Sql sql = Sql.open(TestDatabase.migrated())) {
            assertThat(count.count(sql)).isEqualTo(new Stock(0, null));
        }
    }
}
