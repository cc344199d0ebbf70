package org.openiep.dicom.net;

/** How the product names itself in negotiations and in the files that it writes (PS3.7 D.3.3.2). */
public final class Implementation {
    /** A UUID-derived UID (PS3.5 B.2). */
    public static final String CLASS_UID = "2.25.67323769229510632908311704553210222286";

    /** At most 16 characters. */
    public static final String VERSION_NAME = "OPENIEP_01";

    private Implementation() {}
}
