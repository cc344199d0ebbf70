package org.openiep.dicom.dimse;

/** Values of Command Field (0000,0100) (PS3.7 E.1). A response is its request with the highest bit set. */
final class CommandField {
    static final int C_STORE_RQ = 0x0001;
    static final int C_GET_RQ = 0x0010;
    static final int C_FIND_RQ = 0x0020;
    static final int C_MOVE_RQ = 0x0021;
    static final int C_ECHO_RQ = 0x0030;
    static final int N_EVENT_REPORT_RQ = 0x0100;
    static final int N_ACTION_RQ = 0x0130;
    static final int C_CANCEL_RQ = 0x0FFF;
    static final int RESPONSE = 0x8000;

    private CommandField() {}

    static String name(int field) {
        String verb = switch (field & ~RESPONSE) {
            case C_STORE_RQ -> "C-STORE";
            case C_GET_RQ -> "C-GET";
            case C_FIND_RQ -> "C-FIND";
            case C_MOVE_RQ -> "C-MOVE";
            case C_ECHO_RQ -> "C-ECHO";
            case N_EVENT_REPORT_RQ -> "N-EVENT-REPORT";
            case N_ACTION_RQ -> "N-ACTION";
            case C_CANCEL_RQ -> "C-CANCEL";
            default -> String.format("command %04XH", field);
        };
        return verb + ((field & RESPONSE) == 0 ? "-RQ" : "-RSP");
    }
}
