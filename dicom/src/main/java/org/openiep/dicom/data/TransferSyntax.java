package org.openiep.dicom.data;

import java.util.Map;

/**
 * How a data set is encoded (PS3.5 section 10 and annex A).
 *
 * @param uid Transfer Syntax UID
 * @param explicitVr does each element carry its VR?
 * @param bigEndian are numbers big endian?
 * @param deflated is the data set compressed as a whole (PS3.5 A.5)?
 * @param encapsulated is pixel data in fragments?
 */
public record TransferSyntax(
        String uid, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {
    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            new TransferSyntax(Uids.IMPLICIT_VR_LITTLE_ENDIAN, false, false, false, false);
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax(Uids.EXPLICIT_VR_LITTLE_ENDIAN, true, false, false, false);
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
            new TransferSyntax(Uids.EXPLICIT_VR_BIG_ENDIAN, true, true, false, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax(Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, true, false, true, false);

    private static final Map<String, TransferSyntax> KNOWN = Map.of(
            Uids.IMPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_LITTLE_ENDIAN,
            Uids.EXPLICIT_VR_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN,
            Uids.EXPLICIT_VR_BIG_ENDIAN, EXPLICIT_BIG_ENDIAN,
            Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, DEFLATED_EXPLICIT_LITTLE_ENDIAN,
            Uids.JPIP_REFERENCED, new TransferSyntax(Uids.JPIP_REFERENCED, true, false, false, false),
            Uids.JPIP_REFERENCED_DEFLATE, new TransferSyntax(Uids.JPIP_REFERENCED_DEFLATE, true, false, true, false),
            Uids.JPIP_HTJ2K_REFERENCED, new TransferSyntax(Uids.JPIP_HTJ2K_REFERENCED, true, false, false, false),
            Uids.JPIP_HTJ2K_REFERENCED_DEFLATE,
                    new TransferSyntax(Uids.JPIP_HTJ2K_REFERENCED_DEFLATE, true, false, true, false),
            // A scanner maker's own: all but the pixel data is implicit little endian.
            Uids.PRIVATE_GE_IMPLICIT_VR_BIG_ENDIAN_PIXELS,
                    new TransferSyntax(Uids.PRIVATE_GE_IMPLICIT_VR_BIG_ENDIAN_PIXELS, false, false, false, false));

    /** The syntax of this UID. One that is not known here is explicit little endian with fragments (PS3.5 A.4). */
    public static TransferSyntax of(String uid) {
        TransferSyntax known = KNOWN.get(uid);
        return known != null ? known : new TransferSyntax(uid, true, false, false, true);
    }
}
