package org.openiep.people;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.people.SignInOutcome.Refused;
import org.openiep.people.SignInOutcome.SignedIn;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/**
 * Sign-in with e-mail address and password (requirement A1). Needs no caller. Every check of a password is audited; an
 * API client's repeated calls within a minute of one count as that one.
 */
@Stateless
@PermitAll
public class SignIn {
    /** The container group that every signed-in person has besides the own roles' names. */
    public static final String STAFF = "STAFF";

    private static final int LONGEST_PASSWORD = 200;

    @PersistenceContext
    EntityManager entities;

    @Inject
    VerifiedCredentials verified;

    @Inject
    Event<VerifiedCredentials.Verified> checked;

    @Inject
    Policies policies;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** Checks an e-mail address and password. Takes as long for an unknown user as for a known one. */
    public SignInOutcome verify(String email, String password) {
        Optional<User> found = password.length() > LONGEST_PASSWORD ? Optional.empty() : find(email);
        if (found.isEmpty()) {
            PasswordHash.spendTime(password.substring(0, Math.min(password.length(), LONGEST_PASSWORD)));
            // The address is not kept: people type passwords into the wrong field.
            audit.record(Actor.EXCHANGE, Act.SIGN_IN_REFUSED, "unknown user", "");
            return new Refused();
        }
        User user = found.get();
        boolean usable = user.active() && !user.locked(clock.instant());
        if (usable && verified.contains(user.email(), password, user.passwordHash())) {
            return new SignedIn(Long.toString(user.id()), user.roles());
        }
        boolean fits = PasswordHash.fits(password, user.passwordHash());
        // Locked only now: a row lock held while hashing would let one person's sign-ins queue up.
        entities.refresh(user, LockModeType.PESSIMISTIC_WRITE);
        Instant now = clock.instant();
        if (!fits || !user.active() || user.locked(now)) {
            return refuse(user, fits, now);
        }
        user.signedIn(now);
        checked.fire(verified.verified(user.email(), password, user.passwordHash()));
        audit.record(user.actor(), Act.SIGNED_IN, subject(user), "");
        return new SignedIn(Long.toString(user.id()), user.roles());
    }

    private SignInOutcome refuse(User user, boolean fits, Instant now) {
        String why = !user.active() ? "account switched off" : user.locked(now) ? "account locked" : "wrong password";
        audit.record(user.actor(), Act.SIGN_IN_REFUSED, subject(user), why);
        Duration lock = Duration.ofMinutes(policies.number(Policy.SIGN_IN_LOCK, user.institutionId()));
        int allowed = policies.number(Policy.SIGN_IN_FAILURES, user.institutionId());
        if (!fits && user.refused(now, allowed, now.plus(lock))) {
            audit.record(user.actor(), Act.ACCOUNT_LOCKED, subject(user), "for " + lock.toMinutes() + " minutes");
        }
        return new Refused();
    }

    /** The person with that principal has signed out. */
    public void signedOut(String principal) {
        if (principal.matches("\\d{1,18}")) {
            User user = entities.find(User.class, Long.parseLong(principal));
            if (user != null) {
                audit.record(user.actor(), Act.SIGNED_OUT, subject(user), "");
            }
        }
    }

    private Optional<User> find(String email) {
        return entities.createQuery("select u from User u where lower(u.email) = :email", User.class)
                .setParameter("email", email.strip().toLowerCase(Locale.ROOT))
                .getResultStream()
                .findFirst();
    }

    private static String subject(User user) {
        return "person " + user.id();
    }
}
