package org.openiep.web.create;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last draft of each person, for when a session times out or a page is left. In memory only: an unsent draft holds
 * patient details that nobody has decided to store yet.
 */
@ApplicationScoped
public class Drafts {

    private static final Duration KEPT = Duration.ofHours(12);

    private final Map<Long, Draft> drafts = new ConcurrentHashMap<>();

    @Inject
    private Clock clock;

    /** The person's draft, as a copy. */
    Optional<Draft> of(long person) {
        forgetOld();
        return Optional.ofNullable(drafts.get(person)).map(Draft::copy);
    }

    void keep(long person, Draft draft) {
        if (draft.isWorthKeeping()) {
            draft.kept = clock.instant();
            drafts.put(person, draft.copy());
        }
    }

    /** It was sent or thrown away. */
    void end(long person, Draft draft) {
        draft.over = true;
        drafts.remove(person);
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        drafts.values().removeIf(draft -> draft.kept == null || draft.kept.isBefore(oldest));
    }
}
