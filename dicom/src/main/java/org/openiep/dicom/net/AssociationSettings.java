package org.openiep.dicom.net;

import java.time.Duration;
import java.util.Optional;

/**
 * How long we wait, and how much we take at once. Nothing limits a whole exchange, only its silences.
 *
 * @param connect until the TCP connection stands
 * @param negotiation until A-ASSOCIATE is through, and for A-RELEASE (ARTIM, PS3.8 9.1.5)
 * @param idle between two pieces from the other side
 * @param maxPduLength longest P-DATA-TF that we take or send, in bytes after its length field, even, 4 KiB to 16 MiB
 * @param tls how the connection is secured; empty for plain TCP
 */
public record AssociationSettings(
        Duration connect, Duration negotiation, Duration idle, int maxPduLength, Optional<TlsSettings> tls) {
    /** What we offer unless told otherwise: few, large PDUs cost the fewest system calls. */
    public static final int DEFAULT_MAX_PDU_LENGTH = 256 * 1024;

    /** 10 s to connect, 30 s to negotiate, 60 s of silence. */
    public static final AssociationSettings DEFAULT = new AssociationSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), DEFAULT_MAX_PDU_LENGTH);

    public AssociationSettings {
        if (maxPduLength < 4096 || maxPduLength > 16 * 1024 * 1024 || maxPduLength % 2 != 0) {
            throw new IllegalArgumentException(
                    "The maximum PDU length must be an even number from 4096 to 16777216, not " + maxPduLength + ".");
        }
    }

    /** Over plain TCP. */
    public AssociationSettings(Duration connect, Duration negotiation, Duration idle, int maxPduLength) {
        this(connect, negotiation, idle, maxPduLength, Optional.empty());
    }

    /** The same with another idle time-out. */
    public AssociationSettings withIdle(Duration longestSilence) {
        return new AssociationSettings(connect, negotiation, longestSilence, maxPduLength, tls);
    }

    /** The same over TLS. */
    public AssociationSettings withTls(TlsSettings security) {
        return new AssociationSettings(connect, negotiation, idle, maxPduLength, Optional.of(security));
    }
}
