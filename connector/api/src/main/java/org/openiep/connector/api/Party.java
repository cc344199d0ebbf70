package org.openiep.connector.api;

import java.util.Set;

/**
 * Who speaks on an inbound association.
 *
 * @param callingAeTitle as sent, without padding, 1 to 16 characters
 * @param calledAeTitle as sent, without padding, 1 to 16 characters
 * @param address the caller's IP address, textual
 * @param secure it came over TLS
 * @param certificateNames common name and DNS names of the certificate that it showed; empty when it showed none
 */
public record Party(
        String callingAeTitle, String calledAeTitle, String address, boolean secure, Set<String> certificateNames) {
    public Party {
        certificateNames = Set.copyOf(certificateNames);
    }

    /** Over plain TCP. */
    public Party(String callingAeTitle, String calledAeTitle, String address) {
        this(callingAeTitle, calledAeTitle, address, false, Set.of());
    }
}
