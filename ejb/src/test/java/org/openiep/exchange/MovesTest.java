package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.exchange.Status.ACCEPTED;
import static org.openiep.exchange.Status.CANCELLED;
import static org.openiep.exchange.Status.DECLINED;
import static org.openiep.exchange.Status.DELIVERED;
import static org.openiep.exchange.Status.DOWNLOADING;
import static org.openiep.exchange.Status.DOWNLOAD_REQUESTED;
import static org.openiep.exchange.Status.FAILED;
import static org.openiep.exchange.Status.FIXED_UP;
import static org.openiep.exchange.Status.NEEDS_DETAILS;
import static org.openiep.exchange.Status.NEW;
import static org.openiep.exchange.Status.ON_IEP;
import static org.openiep.exchange.Status.PURGED;
import static org.openiep.exchange.Status.UPLOADING;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MovesTest {
    @Test
    @DisplayName("G1-G12: exactly the moves of the domain are allowed, every other is refused")
    void theTable() {
        Map<Status, Set<Status>> expected = new EnumMap<>(Status.class);
        expected.put(NEW, Set.of(ACCEPTED, UPLOADING, NEEDS_DETAILS, DECLINED, CANCELLED));
        expected.put(ACCEPTED, Set.of(NEEDS_DETAILS, DECLINED, CANCELLED, UPLOADING, FAILED));
        expected.put(NEEDS_DETAILS, Set.of(NEW, DECLINED, CANCELLED));
        expected.put(UPLOADING, Set.of(ON_IEP, FAILED));
        expected.put(ON_IEP, Set.of(DOWNLOAD_REQUESTED, PURGED));
        expected.put(DOWNLOAD_REQUESTED, Set.of(DOWNLOADING, FAILED, PURGED));
        expected.put(DOWNLOADING, Set.of(DELIVERED, FAILED, PURGED));
        expected.put(DELIVERED, Set.of(FIXED_UP, DOWNLOAD_REQUESTED, PURGED));
        expected.put(FIXED_UP, Set.of(DOWNLOAD_REQUESTED, PURGED));
        expected.put(FAILED, Set.of(ACCEPTED, DOWNLOAD_REQUESTED, PURGED));
        expected.put(DECLINED, Set.of());
        expected.put(CANCELLED, Set.of());
        expected.put(PURGED, Set.of());
        assertThat(expected).containsOnlyKeys(Status.values());
        expected.forEach((from, allowed) -> {
            assertThat(Moves.from(from)).as("from %s", from).isEqualTo(allowed);
            for (Status to : Status.values()) {
                assertThat(Moves.allowed(from, to)).as("%s to %s", from, to).isEqualTo(allowed.contains(to));
            }
        });
    }

    @Test
    @DisplayName("G6: nothing is Delivered that was not Downloading, and nothing comes back from the end")
    void deliveredOnlyFromDownloading() {
        for (Status from : Status.values()) {
            assertThat(Moves.allowed(from, DELIVERED)).as("from %s", from).isEqualTo(from == DOWNLOADING);
        }
    }
}
