package org.openiep.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a reconciliation has found so far. */
final class Findings {
    private final String server;
    private final Instant began;
    long files;
    int adopted;
    int setAside;
    int lost;
    int damaged;
    int requeued;
    int cancelled;
    String problem = "";

    Findings(String server, Instant began) {
        this.server = server;
        this.began = began;
    }

    Reconciliation at(@Nullable Instant ended) {
        return new Reconciliation(
                server, began, ended, files, adopted, setAside, lost, damaged, requeued, cancelled, problem);
    }
}
