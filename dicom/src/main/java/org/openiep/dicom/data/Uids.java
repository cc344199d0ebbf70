package org.openiep.dicom.data;

import java.math.BigInteger;
import java.util.UUID;

/** Unique identifiers that the product speaks of (PS3.6 annex A), and what makes and checks others (PS3.5 section 9). */
public final class Uids {
    /** The longest UID, in characters. */
    public static final int MAX_LENGTH = 64;

    /** Names this product to its peers and in the files it writes (PS3.7 D.3.3.2, PS3.10 7.1). */
    public static final String IMPLEMENTATION_CLASS = "2.25.256462221463827733648199309588769714339";

    /** Names its version likewise; at most 16 characters. */
    public static final String IMPLEMENTATION_VERSION_NAME = "OPENIEP_0_1";

    public static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    public static final String IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    public static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    public static final String DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
    public static final String ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98";
    public static final String EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
    public static final String JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
    public static final String JPEG_LOSSLESS = "1.2.840.10008.1.2.4.57";
    public static final String JPEG_LOSSLESS_SV1 = "1.2.840.10008.1.2.4.70";
    public static final String JPEG_LS_LOSSLESS = "1.2.840.10008.1.2.4.80";
    public static final String JPEG_LS_NEAR_LOSSLESS = "1.2.840.10008.1.2.4.81";
    public static final String JPEG_2000_LOSSLESS = "1.2.840.10008.1.2.4.90";
    public static final String JPEG_2000 = "1.2.840.10008.1.2.4.91";
    public static final String JPIP_REFERENCED = "1.2.840.10008.1.2.4.94";
    public static final String JPIP_REFERENCED_DEFLATE = "1.2.840.10008.1.2.4.95";
    public static final String MPEG2_MAIN_PROFILE = "1.2.840.10008.1.2.4.100";
    public static final String MPEG4_HIGH_PROFILE = "1.2.840.10008.1.2.4.102";
    public static final String JPIP_HTJ2K_REFERENCED = "1.2.840.10008.1.2.4.204";
    public static final String JPIP_HTJ2K_REFERENCED_DEFLATE = "1.2.840.10008.1.2.4.205";
    public static final String DEFLATED_IMAGE_FRAME = "1.2.840.10008.1.2.8.1";
    public static final String RLE_LOSSLESS = "1.2.840.10008.1.2.5";
    public static final String PRIVATE_GE_IMPLICIT_VR_BIG_ENDIAN_PIXELS = "1.2.840.113619.5.2";

    public static final String VERIFICATION = "1.2.840.10008.1.1";
    public static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";
    public static final String STORAGE_COMMITMENT_PUSH = "1.2.840.10008.1.20.1";
    public static final String STORAGE_COMMITMENT_PUSH_INSTANCE = "1.2.840.10008.1.20.1.1";

    public static final String PATIENT_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.1.1";
    public static final String PATIENT_ROOT_MOVE = "1.2.840.10008.5.1.4.1.2.1.2";
    public static final String PATIENT_ROOT_GET = "1.2.840.10008.5.1.4.1.2.1.3";
    public static final String STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1";
    public static final String STUDY_ROOT_MOVE = "1.2.840.10008.5.1.4.1.2.2.2";
    public static final String STUDY_ROOT_GET = "1.2.840.10008.5.1.4.1.2.2.3";

    /** What the UIDs of all storage SOP classes of the standard begin with, a few of annex B.5 of PS3.4 apart. */
    public static final String STORAGE_PREFIX = "1.2.840.10008.5.1.4.1.1.";

    public static final String COMPUTED_RADIOGRAPHY_IMAGE = "1.2.840.10008.5.1.4.1.1.1";
    public static final String DIGITAL_XRAY_IMAGE = "1.2.840.10008.5.1.4.1.1.1.1";
    public static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    public static final String ENHANCED_CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2.1";
    public static final String ULTRASOUND_MULTIFRAME_IMAGE = "1.2.840.10008.5.1.4.1.1.3.1";
    public static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";
    public static final String ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.1";
    public static final String ULTRASOUND_IMAGE = "1.2.840.10008.5.1.4.1.1.6.1";
    public static final String SECONDARY_CAPTURE_IMAGE = "1.2.840.10008.5.1.4.1.1.7";
    public static final String GRAYSCALE_PRESENTATION_STATE = "1.2.840.10008.5.1.4.1.1.11.1";
    public static final String XRAY_ANGIOGRAPHIC_IMAGE = "1.2.840.10008.5.1.4.1.1.12.1";
    public static final String NUCLEAR_MEDICINE_IMAGE = "1.2.840.10008.5.1.4.1.1.20";
    public static final String ENHANCED_SR = "1.2.840.10008.5.1.4.1.1.88.22";
    public static final String KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59";
    public static final String ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1";
    public static final String PET_IMAGE = "1.2.840.10008.5.1.4.1.1.128";
    public static final String RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3";

    private Uids() {}

    /** A new UID that nobody else has, made from a random UUID (PS3.5 B.2); at most 44 characters. */
    public static String generate() {
        UUID uuid = UUID.randomUUID();
        BigInteger high = new BigInteger(Long.toUnsignedString(uuid.getMostSignificantBits()));
        BigInteger low = new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits()));
        return "2.25." + high.shiftLeft(Long.SIZE).add(low);
    }

    /**
     * Is this 1 to 64 characters of digits and dots, with no component empty and none with a leading zero
     * (PS3.5 9.1)? Such a text is also safe as the name of a file.
     */
    public static boolean isValid(String uid) {
        if (uid.isEmpty() || uid.length() > MAX_LENGTH) {
            return false;
        }
        int start = 0;
        for (int at = 0; at <= uid.length(); at++) {
            char c = at == uid.length() ? '.' : uid.charAt(at);
            if (c == '.') {
                boolean leadingZero = at - start > 1 && uid.charAt(start) == '0';
                if (at == start || leadingZero) {
                    return false;
                }
                start = at + 1;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return true;
    }
}
