package org.openiep.dicom.net;

/**
 * An A-ABORT (PS3.8 9.3.8).
 *
 * @param source 0 service-user, 2 service-provider
 * @param reason only with source 2
 */
public record Abort(int source, int reason) implements Pdu {
    public static final int REASON_NOT_SPECIFIED = 0;
    public static final int UNRECOGNISED_PDU = 1;
    public static final int UNEXPECTED_PDU = 2;
    public static final int UNRECOGNISED_PARAMETER = 4;
    public static final int UNEXPECTED_PARAMETER = 5;
    public static final int INVALID_PARAMETER_VALUE = 6;

    /** The application's own wish. */
    public static final Abort BY_USER = new Abort(0, 0);

    /** The protocol machine's, for one of the reasons above. */
    public static Abort byProvider(int reason) {
        return new Abort(2, reason);
    }

    /** For example "by the service-provider: unexpected PDU". */
    public String words() {
        if (source == 0) {
            return "by the service-user";
        }
        String why = switch (reason) {
            case REASON_NOT_SPECIFIED -> "reason not specified";
            case UNRECOGNISED_PDU -> "unrecognised PDU";
            case UNEXPECTED_PDU -> "unexpected PDU";
            case UNRECOGNISED_PARAMETER -> "unrecognised PDU parameter";
            case UNEXPECTED_PARAMETER -> "unexpected PDU parameter";
            case INVALID_PARAMETER_VALUE -> "invalid PDU parameter value";
            default -> "reason " + reason;
        };
        return "by the service-provider: " + why;
    }
}
