package org.openiep.arrival;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Associations of this server that are open and have brought images of a routed study: it has not ended. */
@ApplicationScoped
public class OpenSendings {
    private final Map<SentStudy, Integer> open = new ConcurrentHashMap<>();

    /** One more association brings images of it. */
    void began(SentStudy study) {
        open.merge(study, 1, Integer::sum);
    }

    /** One of them is over. */
    void ended(SentStudy study) {
        open.computeIfPresent(study, (key, count) -> count > 1 ? count - 1 : null);
    }

    List<SentStudy> all() {
        return List.copyOf(open.keySet());
    }
}
