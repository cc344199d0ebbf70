package org.openiep.dicom.net;

/**
 * An A-ASSOCIATE-RJ (PS3.8 9.3.4).
 *
 * @param result 1 permanent, 2 transient
 * @param source 1 service-user, 2 service-provider (ACSE), 3 service-provider (presentation)
 * @param reason its meaning depends on the source
 */
public record AssociateReject(int result, int source, int reason) implements Pdu {
    public static final AssociateReject NO_REASON = new AssociateReject(1, 1, 1);
    public static final AssociateReject APPLICATION_CONTEXT_NOT_SUPPORTED = new AssociateReject(1, 1, 2);
    public static final AssociateReject CALLING_AE_NOT_RECOGNISED = new AssociateReject(1, 1, 3);
    public static final AssociateReject CALLED_AE_NOT_RECOGNISED = new AssociateReject(1, 1, 7);
    public static final AssociateReject PROTOCOL_VERSION_NOT_SUPPORTED = new AssociateReject(1, 2, 2);
    public static final AssociateReject TEMPORARY_CONGESTION = new AssociateReject(2, 3, 1);
    public static final AssociateReject LOCAL_LIMIT_EXCEEDED = new AssociateReject(2, 3, 2);

    /** May the same request succeed later? */
    public boolean isTransient() {
        return result == 2;
    }

    /** For example "rejected-permanent, calling AE title not recognised". */
    public String words() {
        String lasting = switch (result) {
            case 1 -> "rejected-permanent";
            case 2 -> "rejected-transient";
            default -> "rejected with result " + result;
        };
        return lasting + ", " + reasonWords();
    }

    private String reasonWords() {
        return switch (source << 8 | reason) {
            case 0x101, 0x201 -> "no reason given";
            case 0x102 -> "application context name not supported";
            case 0x103 -> "calling AE title not recognised";
            case 0x107 -> "called AE title not recognised";
            case 0x202 -> "protocol version not supported";
            case 0x301 -> "temporary congestion";
            case 0x302 -> "local limit exceeded";
            default -> "source " + source + ", reason " + reason;
        };
    }
}
