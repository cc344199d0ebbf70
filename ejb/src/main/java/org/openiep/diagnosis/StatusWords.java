package org.openiep.diagnosis;

import java.util.Locale;

/** DIMSE statuses in words. */
public final class StatusWords {
    private StatusWords() {}

    /** What a C-STORE status says (PS3.4 table B.2-1, PS3.7 annex C), as the end of a sentence. */
    static String ofStore(int status) {
        if (outOfResources(status)) {
            return "out of resources";
        }
        if ((status & 0xFF00) == 0xA900) {
            return "the data set does not match its SOP class";
        }
        if ((status & 0xF000) == 0xC000) {
            return "the image cannot be understood";
        }
        return general(status);
    }

    /** What a C-FIND or C-MOVE status says (PS3.4 tables C.4-1 and C.4-2), as the end of a sentence. */
    static String ofQuery(int status) {
        return switch (status) {
            case 0xA700, 0xA701, 0xA702 -> "out of resources";
            case 0xA801 -> "move destination unknown";
            case 0xA900 -> "the query does not match its SOP class";
            case 0xB000 -> "some images could not be sent";
            case 0xFE00 -> "cancelled";
            default -> (status & 0xF000) == 0xC000 ? "unable to process" : general(status);
        };
    }

    /** A7xx: a full disk, most often; it may go well later. */
    static boolean outOfResources(int status) {
        return (status & 0xFF00) == 0xA700;
    }

    /** A9xx and Cxxx: the node cannot make sense of the data set (PS3.4 table B.2-1). */
    static boolean badObject(int status) {
        return (status & 0xFF00) == 0xA900 || (status & 0xF000) == 0xC000;
    }

    /** Such as "status A700H". */
    public static String code(int status) {
        return String.format(Locale.ROOT, "status %04XH", status);
    }

    private static String general(int status) {
        return switch (status) {
            case 0x0105 -> "no such attribute";
            case 0x0106 -> "invalid attribute value";
            case 0x0110 -> "processing failure";
            case 0x0111 -> "it says that it holds that image already";
            case 0x0112 -> "no such object";
            case 0x0117 -> "invalid object instance";
            case 0x0122 -> "this kind of image is not supported";
            case 0x0124 -> "not authorised";
            case 0x0210, 0x0211, 0x0212 -> "the request was not recognised";
            case 0x0213 -> "resource limitation";
            default -> code(status);
        };
    }
}
