package org.openiep.demo;

import java.time.Instant;
import java.util.List;

/**
 * A mail that the exchange sent.
 *
 * @param received when it came in
 * @param from the sender's address
 * @param to every recipient's address
 * @param text the plain text, or the HTML source when there is no plain text
 */
public record CaughtMail(Instant received, String from, List<String> to, String subject, String text) {
    public CaughtMail {
        to = List.copyOf(to);
    }
}
