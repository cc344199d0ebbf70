package org.openiep.dicom.dimse;

/**
 * Status (0000,0900) of a response (PS3.7 Annex C, PS3.4 B.2.3 and C.4).
 *
 * @param code 0 to FFFFH
 */
public record Status(int code) {
    public static final Status SUCCESS = new Status(0x0000);
    public static final Status CANCEL = new Status(0xFE00);
    public static final Status PENDING = new Status(0xFF00);

    public static final Status PROCESSING_FAILURE = new Status(0x0110);
    public static final Status NO_SUCH_EVENT_TYPE = new Status(0x0113);
    public static final Status INVALID_OBJECT_INSTANCE = new Status(0x0117);
    public static final Status SOP_CLASS_NOT_SUPPORTED = new Status(0x0122);
    public static final Status NO_SUCH_ACTION = new Status(0x0123);
    public static final Status NOT_AUTHORISED = new Status(0x0124);
    public static final Status UNRECOGNISED_OPERATION = new Status(0x0211);
    public static final Status RESOURCE_LIMITATION = new Status(0x0213);
    public static final Status OUT_OF_RESOURCES = new Status(0xA700);
    public static final Status MOVE_CANNOT_PERFORM = new Status(0xA702);
    public static final Status MOVE_DESTINATION_UNKNOWN = new Status(0xA801);
    public static final Status DATA_SET_DOES_NOT_MATCH_SOP_CLASS = new Status(0xA900);
    public static final Status MOVE_WITH_FAILURES = new Status(0xB000);
    public static final Status CANNOT_UNDERSTAND = new Status(0xC000);

    /** All is done. */
    public boolean isSuccess() {
        return code == 0;
    }

    /** More responses follow. */
    public boolean isPending() {
        return code == 0xFF00 || code == 0xFF01;
    }

    /** Ended at our wish. */
    public boolean isCancel() {
        return code == 0xFE00;
    }

    /** Done, with a remark (PS3.7 C.3). */
    public boolean isWarning() {
        return (code & 0xF000) == 0xB000 || code == 0x0001 || code == 0x0107 || code == 0x0116;
    }

    /** Not done. */
    public boolean isFailure() {
        return !isSuccess() && !isPending() && !isCancel() && !isWarning();
    }

    /** The standard's words, for example "out of resources (A700H)". */
    public String words() {
        return meaning() + String.format(" (%04XH)", code);
    }

    private String meaning() {
        return switch (code) {
            case 0x0000 -> "success";
            case 0x0105 -> "no such attribute";
            case 0x0106 -> "invalid attribute value";
            case 0x0110 -> "processing failure";
            case 0x0111 -> "duplicate SOP instance";
            case 0x0112 -> "no such SOP instance";
            case 0x0113 -> "no such event type";
            case 0x0115 -> "invalid argument value";
            case 0x0117 -> "invalid SOP instance";
            case 0x0118 -> "no such SOP class";
            case 0x0119 -> "class-instance conflict";
            case 0x0120 -> "missing attribute";
            case 0x0122 -> "SOP class not supported";
            case 0x0123 -> "no such action";
            case 0x0124 -> "refused: not authorised";
            case 0x0131 -> "duplicate transaction UID";
            case 0x0210 -> "duplicate invocation";
            case 0x0211 -> "unrecognised operation";
            case 0x0212 -> "mistyped argument";
            case 0x0213 -> "resource limitation";
            case 0xA701 -> "out of resources: unable to calculate number of matches";
            case 0xA702 -> "out of resources: unable to perform sub-operations";
            case 0xA801 -> "move destination unknown";
            case 0xB000 -> "warning: coercion of data elements, or some sub-operations failed";
            case 0xB006 -> "warning: elements discarded";
            case 0xB007 -> "warning: data set does not match SOP class";
            case 0xFE00 -> "cancelled";
            case 0xFF00, 0xFF01 -> "pending";
            default -> family();
        };
    }

    private String family() {
        if ((code & 0xFF00) == 0xA700) {
            return "out of resources";
        }
        if ((code & 0xFF00) == 0xA900) {
            return "data set does not match SOP class";
        }
        return switch (code & 0xF000) {
            case 0xB000 -> "warning";
            case 0xC000 -> "cannot understand, or unable to process";
            default -> "failure";
        };
    }
}
