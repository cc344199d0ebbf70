package org.openiep.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which credentials were right a moment ago, so that an API client that sends them with every call does not cost a slow
 * hash each time. Knows them only by a keyed hash whose key is made at start-up and never leaves the memory; forgets them
 * after a minute, and counts them only while the stored password is the one that they were checked against.
 */
@ApplicationScoped
class VerifiedCredentials {
    private static final long GOOD_FOR_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int MOST = 2000;

    private final SecretKeySpec key = newKey();
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param fingerprint of e-mail address and password */
    record Verified(String fingerprint, String storedHash) {}

    private record Known(String passwordHash, long at) {
        boolean fresh() {
            return System.nanoTime() - at < GOOD_FOR_NANOS;
        }
    }

    boolean contains(String email, String password, String storedHash) {
        Known entry = known.get(fingerprint(email, password));
        return entry != null && entry.fresh() && entry.passwordHash().equals(storedHash);
    }

    /** Credentials that are right; they count from the moment when that is audited. */
    Verified verified(String email, String password, String storedHash) {
        return new Verified(fingerprint(email, password), storedHash);
    }

    void add(@Observes(during = TransactionPhase.AFTER_SUCCESS) Verified verified) {
        if (known.size() >= MOST) {
            known.values().removeIf(entry -> !entry.fresh());
        }
        if (known.size() < MOST) {
            known.put(verified.fingerprint(), new Known(verified.storedHash(), System.nanoTime()));
        }
    }

    private String fingerprint(String email, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(email.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
