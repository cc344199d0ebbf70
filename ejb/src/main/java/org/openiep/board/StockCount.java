package org.openiep.board;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;
import org.openiep.imaging.ImageStore;

/** Counts what is on IEP, now and then: many people look at the lanes, and it changes slowly. */
@ApplicationScoped
public class StockCount {
    private static final Logger LOG = Logger.getLogger(StockCount.class.getName());

    private static final long COUNTED_EVERY_NANOS = Duration.ofSeconds(20).toNanos();

    private static final String STUDIES = """
            select count(*) from study_entry s join transaction t on t.id = s.transaction_id
            where t.on_iep_at is not null and t.status <> 'PURGED'
            """;

    @Inject
    ImageStore store;

    private volatile @Nullable Counted counted;

    private record Counted(Stock stock, long at) {}

    Stock count(Sql sql) {
        Counted last = counted;
        if (last == null || System.nanoTime() - last.at() > COUNTED_EVERY_NANOS) {
            last = new Counted(new Stock(studies(sql), diskUsed()), System.nanoTime());
            counted = last;
        }
        return last.stock();
    }

    private static int studies(Sql sql) {
        return sql.list(STUDIES, row -> row.getInt(1)).get(0);
    }

    /** Who looks at the lanes when the disk is in trouble is to see the rest of them. */
    private @Nullable Integer diskUsed() {
        try {
            return store.spaceUsed();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The image store does not tell how full it is.", e);
            return null;
        }
    }
}
