package org.openiep.people;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with HMAC-SHA-512 (RFC 8018). Written as {@code pbkdf2-sha512$iterations$salt$key}, the last two in Base64, so
 * that iterations can be raised later.
 */
final class PasswordHash {
    /** What OWASP's password storage cheat sheet asks of this function. */
    private static final int ITERATIONS = 210_000;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 512;
    private static final String NAME = "pbkdf2-sha512";
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash of no password, checked for unknown users so that they take as long as known ones. */
    private static final String NOBODYS = written(random(SALT_BYTES), random(KEY_BITS / 8));

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = random(SALT_BYTES);
        return written(salt, derive(password, salt, ITERATIONS));
    }

    private static String written(byte[] salt, byte[] key) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$", NAME, Integer.toString(ITERATIONS), base64.encodeToString(salt), base64.encodeToString(key));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static boolean fits(String password, String hash) {
        String[] parts = hash.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("Not a hash of " + NAME);
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts[1])));
    }

    /** Takes as long as {@link #fits}. */
    static void spendTime(String password) {
        fits(password, NOBODYS);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform from 8 on has PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
