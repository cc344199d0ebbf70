package org.openiep.dicom.data;

import java.util.Locale;

/**
 * Tags of the data elements that the product speaks of, named after their keywords (PS3.6): the group in the upper 16
 * bits, the element in the lower. All others are found in the {@link Dictionary}. Tags above 7FFFH are negative:
 * compare with {@link Integer#compareUnsigned}.
 */
public final class Tag {
    // Command elements (PS3.7 annex E)
    public static final int COMMAND_GROUP_LENGTH = 0x00000000;
    public static final int AFFECTED_SOP_CLASS_UID = 0x00000002;
    public static final int REQUESTED_SOP_CLASS_UID = 0x00000003;
    public static final int COMMAND_FIELD = 0x00000100;
    public static final int MESSAGE_ID = 0x00000110;
    public static final int MESSAGE_ID_BEING_RESPONDED_TO = 0x00000120;
    public static final int MOVE_DESTINATION = 0x00000600;
    public static final int PRIORITY = 0x00000700;
    public static final int COMMAND_DATA_SET_TYPE = 0x00000800;
    public static final int STATUS = 0x00000900;
    public static final int OFFENDING_ELEMENT = 0x00000901;
    public static final int ERROR_COMMENT = 0x00000902;
    public static final int ERROR_ID = 0x00000903;
    public static final int AFFECTED_SOP_INSTANCE_UID = 0x00001000;
    public static final int REQUESTED_SOP_INSTANCE_UID = 0x00001001;
    public static final int EVENT_TYPE_ID = 0x00001002;
    public static final int ATTRIBUTE_IDENTIFIER_LIST = 0x00001005;
    public static final int ACTION_TYPE_ID = 0x00001008;
    public static final int NUMBER_OF_REMAINING_SUBOPERATIONS = 0x00001020;
    public static final int NUMBER_OF_COMPLETED_SUBOPERATIONS = 0x00001021;
    public static final int NUMBER_OF_FAILED_SUBOPERATIONS = 0x00001022;
    public static final int NUMBER_OF_WARNING_SUBOPERATIONS = 0x00001023;
    public static final int MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE = 0x00001030;
    public static final int MOVE_ORIGINATOR_MESSAGE_ID = 0x00001031;

    // File meta information (PS3.10 7.1)
    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;
    public static final int SOURCE_APPLICATION_ENTITY_TITLE = 0x00020016;
    public static final int SENDING_APPLICATION_ENTITY_TITLE = 0x00020017;
    public static final int RECEIVING_APPLICATION_ENTITY_TITLE = 0x00020018;
    public static final int PRIVATE_INFORMATION_CREATOR_UID = 0x00020100;
    public static final int PRIVATE_INFORMATION = 0x00020102;

    // Media directory (PS3.3 F)
    public static final int FILE_SET_ID = 0x00041130;
    public static final int OFFSET_OF_THE_FIRST_DIRECTORY_RECORD_OF_THE_ROOT_DIRECTORY_ENTITY = 0x00041200;
    public static final int OFFSET_OF_THE_LAST_DIRECTORY_RECORD_OF_THE_ROOT_DIRECTORY_ENTITY = 0x00041202;
    public static final int FILE_SET_CONSISTENCY_FLAG = 0x00041212;
    public static final int DIRECTORY_RECORD_SEQUENCE = 0x00041220;
    public static final int OFFSET_OF_THE_NEXT_DIRECTORY_RECORD = 0x00041400;
    public static final int RECORD_IN_USE_FLAG = 0x00041410;
    public static final int OFFSET_OF_REFERENCED_LOWER_LEVEL_DIRECTORY_ENTITY = 0x00041420;
    public static final int DIRECTORY_RECORD_TYPE = 0x00041430;
    public static final int REFERENCED_FILE_ID = 0x00041500;
    public static final int REFERENCED_SOP_CLASS_UID_IN_FILE = 0x00041510;
    public static final int REFERENCED_SOP_INSTANCE_UID_IN_FILE = 0x00041511;
    public static final int REFERENCED_TRANSFER_SYNTAX_UID_IN_FILE = 0x00041512;

    // Identification, acquisition, patient, study, series and image
    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int LANGUAGE_CODE_SEQUENCE = 0x00080006;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int INSTANCE_CREATION_DATE = 0x00080012;
    public static final int INSTANCE_CREATION_TIME = 0x00080013;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int STUDY_DATE = 0x00080020;
    public static final int SERIES_DATE = 0x00080021;
    public static final int ACQUISITION_DATE = 0x00080022;
    public static final int CONTENT_DATE = 0x00080023;
    public static final int ACQUISITION_DATE_TIME = 0x0008002A;
    public static final int STUDY_TIME = 0x00080030;
    public static final int SERIES_TIME = 0x00080031;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int ACCESSION_NUMBER = 0x00080050;
    public static final int QUERY_RETRIEVE_LEVEL = 0x00080052;
    public static final int QUERY_RETRIEVE_VIEW = 0x00080053;
    public static final int RETRIEVE_AE_TITLE = 0x00080054;
    public static final int INSTANCE_AVAILABILITY = 0x00080056;
    public static final int FAILED_SOP_INSTANCE_UID_LIST = 0x00080058;
    public static final int MODALITY = 0x00080060;
    public static final int MODALITIES_IN_STUDY = 0x00080061;
    public static final int SOP_CLASSES_IN_STUDY = 0x00080062;
    public static final int CONVERSION_TYPE = 0x00080064;
    public static final int PRESENTATION_INTENT_TYPE = 0x00080068;
    public static final int MANUFACTURER = 0x00080070;
    public static final int INSTITUTION_NAME = 0x00080080;
    public static final int INSTITUTION_ADDRESS = 0x00080081;
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    public static final int CODE_VALUE = 0x00080100;
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    public static final int CODE_MEANING = 0x00080104;
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;
    public static final int STATION_NAME = 0x00081010;
    public static final int STUDY_DESCRIPTION = 0x00081030;
    public static final int PROCEDURE_CODE_SEQUENCE = 0x00081032;
    public static final int SERIES_DESCRIPTION = 0x0008103E;
    public static final int INSTITUTIONAL_DEPARTMENT_NAME = 0x00081040;
    public static final int PERFORMING_PHYSICIAN_NAME = 0x00081050;
    public static final int NAME_OF_PHYSICIANS_READING_STUDY = 0x00081060;
    public static final int OPERATORS_NAME = 0x00081070;
    public static final int ADMITTING_DIAGNOSES_DESCRIPTION = 0x00081080;
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    public static final int REFERENCED_STUDY_SEQUENCE = 0x00081110;
    public static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    public static final int PATIENT_NAME = 0x00100010;
    public static final int PATIENT_ID = 0x00100020;
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;
    public static final int TYPE_OF_PATIENT_ID = 0x00100022;
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    public static final int PATIENT_BIRTH_TIME = 0x00100032;
    public static final int PATIENT_SEX = 0x00100040;
    public static final int OTHER_PATIENT_IDS = 0x00101000;
    public static final int OTHER_PATIENT_NAMES = 0x00101001;
    public static final int OTHER_PATIENT_IDS_SEQUENCE = 0x00101002;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int PATIENT_SIZE = 0x00101020;
    public static final int PATIENT_WEIGHT = 0x00101030;
    public static final int PATIENT_ADDRESS = 0x00101040;
    public static final int PATIENT_TELEPHONE_NUMBERS = 0x00102154;
    public static final int ETHNIC_GROUP = 0x00102160;
    public static final int ADDITIONAL_PATIENT_HISTORY = 0x001021B0;
    public static final int PATIENT_COMMENTS = 0x00104000;
    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;
    public static final int BODY_PART_EXAMINED = 0x00180015;
    public static final int SCANNING_SEQUENCE = 0x00180020;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int KVP = 0x00180060;
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    public static final int SOFTWARE_VERSIONS = 0x00181020;
    public static final int PROTOCOL_NAME = 0x00181030;
    public static final int EXPOSURE_TIME = 0x00181150;
    public static final int X_RAY_TUBE_CURRENT = 0x00181151;
    public static final int EXPOSURE = 0x00181152;
    public static final int CONVOLUTION_KERNEL = 0x00181210;
    public static final int PATIENT_POSITION = 0x00185100;
    public static final int VIEW_POSITION = 0x00185101;
    public static final int REPETITION_TIME = 0x00180080;
    public static final int ECHO_TIME = 0x00180081;
    public static final int MAGNETIC_FIELD_STRENGTH = 0x00180087;
    public static final int GANTRY_DETECTOR_TILT = 0x00181120;
    public static final int STUDY_INSTANCE_UID = 0x0020000D;
    public static final int SERIES_INSTANCE_UID = 0x0020000E;
    public static final int STUDY_ID = 0x00200010;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int ACQUISITION_NUMBER = 0x00200012;
    public static final int INSTANCE_NUMBER = 0x00200013;
    public static final int PATIENT_ORIENTATION = 0x00200020;
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    public static final int LATERALITY = 0x00200060;
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    public static final int SLICE_LOCATION = 0x00201041;
    public static final int NUMBER_OF_PATIENT_RELATED_STUDIES = 0x00201200;
    public static final int NUMBER_OF_PATIENT_RELATED_SERIES = 0x00201202;
    public static final int NUMBER_OF_PATIENT_RELATED_INSTANCES = 0x00201204;
    public static final int NUMBER_OF_STUDY_RELATED_SERIES = 0x00201206;
    public static final int NUMBER_OF_STUDY_RELATED_INSTANCES = 0x00201208;
    public static final int NUMBER_OF_SERIES_RELATED_INSTANCES = 0x00201209;
    public static final int IMAGE_COMMENTS = 0x00204000;
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    public static final int PLANAR_CONFIGURATION = 0x00280006;
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int PIXEL_ASPECT_RATIO = 0x00280034;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;
    public static final int PIXEL_PADDING_VALUE = 0x00280120;
    public static final int BURNED_IN_ANNOTATION = 0x00280301;
    public static final int PIXEL_SPACING_CALIBRATION_TYPE = 0x00280A02;
    public static final int WINDOW_CENTER = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int RESCALE_TYPE = 0x00281054;
    public static final int WINDOW_CENTER_WIDTH_EXPLANATION = 0x00281055;
    public static final int VOILUT_FUNCTION = 0x00281056;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR = 0x00281101;
    public static final int RED_PALETTE_COLOR_LOOKUP_TABLE_DATA = 0x00281201;
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;
    public static final int LUT_DESCRIPTOR = 0x00283002;
    public static final int LUT_DATA = 0x00283006;
    public static final int VOILUT_SEQUENCE = 0x00283010;
    public static final int REQUESTING_PHYSICIAN = 0x00321032;
    public static final int REQUESTING_SERVICE = 0x00321033;
    public static final int REQUESTED_PROCEDURE_DESCRIPTION = 0x00321060;
    public static final int REQUESTED_PROCEDURE_CODE_SEQUENCE = 0x00321064;
    public static final int SCHEDULED_STATION_AE_TITLE = 0x00400001;
    public static final int SCHEDULED_PROCEDURE_STEP_START_DATE = 0x00400002;
    public static final int SCHEDULED_PROCEDURE_STEP_SEQUENCE = 0x00400100;
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;
    public static final int REQUESTED_PROCEDURE_ID = 0x00401001;
    public static final int PERFORMED_PROCEDURE_STEP_START_DATE = 0x00400244;
    public static final int VALUE_TYPE = 0x0040A040;
    public static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;
    public static final int CONTENT_SEQUENCE = 0x0040A730;
    public static final int TEXT_VALUE = 0x0040A160;
    public static final int ICON_IMAGE_SEQUENCE = 0x00880200;
    public static final int STORAGE_MEDIA_FILE_SET_UID = 0x00880140;
    public static final int TRANSACTION_UID = 0x00081195;
    public static final int FAILURE_REASON = 0x00081197;
    public static final int FAILED_SOP_SEQUENCE = 0x00081198;
    public static final int REFERENCED_SOP_SEQUENCE = 0x00081199;
    public static final int DIGITAL_SIGNATURES_SEQUENCE = 0xFFFAFFFA;
    public static final int ORIGINAL_ATTRIBUTES_SEQUENCE = 0x04000561;
    public static final int MODIFIED_ATTRIBUTES_SEQUENCE = 0x04000550;
    public static final int ATTRIBUTE_MODIFICATION_DATE_TIME = 0x04000562;
    public static final int MODIFYING_SYSTEM = 0x04000563;
    public static final int SOURCE_OF_PREVIOUS_VALUES = 0x04000564;
    public static final int REASON_FOR_THE_ATTRIBUTE_MODIFICATION = 0x04000565;
    public static final int ENCAPSULATED_DOCUMENT = 0x00420011;
    public static final int MIME_TYPE_OF_ENCAPSULATED_DOCUMENT = 0x00420012;
    public static final int DOCUMENT_TITLE = 0x00420010;
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;
    public static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;
    public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00002;
    public static final int FLOAT_PIXEL_DATA = 0x7FE00008;
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
    public static final int PIXEL_DATA = 0x7FE00010;
    public static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;

    // Delimiters (PS3.5 7.5)
    public static final int ITEM = 0xFFFEE000;
    public static final int ITEM_DELIMITATION = 0xFFFEE00D;
    public static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

    private Tag() {}

    /** As the standard writes it: "(0020,000D)". */
    public static String format(int tag) {
        return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xFFFF);
    }

    /** Group number, 0 to FFFFH. */
    public static int group(int tag) {
        return tag >>> 16;
    }

    /** Element number within the group, 0 to FFFFH. */
    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    /** Is the group odd, so that its elements mean what a maker says (PS3.5 7.8)? */
    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** Does the element reserve a block of private elements, (gggg,0010) to (gggg,00FF) (PS3.5 7.8.1)? */
    public static boolean isPrivateCreator(int tag) {
        return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
    }
}
