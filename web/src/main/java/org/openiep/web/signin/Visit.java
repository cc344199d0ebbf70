package org.openiep.web.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A staff member's session in the console, kept in the HTTP session. It is worth nothing before it is confirmed
 * (requirement A2): until then the container is told of no caller at all.
 *
 * @param principal the container's caller name
 * @param groups the container's groups
 * @param email what was typed at sign-in, for the confirmation page
 * @param signedIn when
 * @param lastUsed when the person last did something; what a page fetches by itself does not count
 */
public record Visit(
        String principal, Set<String> groups, String email, Instant signedIn, Instant lastUsed, boolean confirmed)
        implements Serializable {

    /** After so long without use the session ends. */
    public static final Duration IDLE = Duration.ofMinutes(30);

    private static final String ATTRIBUTE = Visit.class.getName();

    public Visit {
        groups = Set.copyOf(groups);
    }

    /** The visit of the request's session; null where nobody has signed in or it has been idle too long. */
    public static @Nullable Visit of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null || !(session.getAttribute(ATTRIBUTE) instanceof Visit visit) ? null : visit;
    }

    /** Begins or replaces the visit of that session. */
    void keepIn(HttpSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    boolean idleAt(Instant now) {
        return lastUsed.plus(IDLE).isBefore(now);
    }

    Visit usedAt(Instant now) {
        return new Visit(principal, groups, email, signedIn, now, confirmed);
    }

    Visit confirmedAt(Instant now) {
        return new Visit(principal, groups, email, signedIn, now, true);
    }
}
