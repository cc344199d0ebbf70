package org.openiep.dicom.media;

import java.util.List;
import java.util.Map;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;

/**
 * A type of directory records below a series, with the keys that it has (PS3.3 F.5).
 *
 * @param term Directory Record Type (0004,1430)
 * @param needed keys of type 1, besides Instance Number (0020,0013), which all have
 * @param mayBeEmpty keys of type 2
 * @param optional keys that are there where the object has them
 */
record RecordType(String term, List<Integer> needed, List<Integer> mayBeEmpty, List<Integer> optional) {
    static final RecordType IMAGE = new RecordType(
            "IMAGE", List.of(), List.of(), List.of(Tag.IMAGE_TYPE, Tag.NUMBER_OF_FRAMES, Tag.ROWS, Tag.COLUMNS));
    static final RecordType SR_DOCUMENT = new RecordType(
            "SR DOCUMENT",
            List.of(
                    Keys.COMPLETION_FLAG,
                    Keys.VERIFICATION_FLAG,
                    Tag.CONTENT_DATE,
                    Tag.CONTENT_TIME,
                    Tag.CONCEPT_NAME_CODE_SEQUENCE),
            List.of(),
            List.of(Keys.VERIFICATION_DATE_TIME));
    static final RecordType KEY_OBJECT_DOCUMENT = new RecordType(
            "KEY OBJECT DOC",
            List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME, Tag.CONCEPT_NAME_CODE_SEQUENCE),
            List.of(),
            List.of());
    static final RecordType PRESENTATION = new RecordType(
            "PRESENTATION",
            List.of(Keys.PRESENTATION_CREATION_DATE, Keys.PRESENTATION_CREATION_TIME, Keys.CONTENT_LABEL),
            List.of(Keys.CONTENT_DESCRIPTION, Keys.CONTENT_CREATOR_NAME),
            List.of(Tag.REFERENCED_SERIES_SEQUENCE));
    static final RecordType ENCAPSULATED_DOCUMENT = new RecordType(
            "ENCAP DOC",
            List.of(Tag.MIME_TYPE_OF_ENCAPSULATED_DOCUMENT),
            List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME, Tag.DOCUMENT_TITLE, Tag.CONCEPT_NAME_CODE_SEQUENCE),
            List.of(Keys.HL7_INSTANCE_IDENTIFIER));
    static final RecordType WAVEFORM =
            new RecordType("WAVEFORM", List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME), List.of(), List.of());
    static final RecordType RT_DOSE =
            new RecordType("RT DOSE", List.of(Keys.DOSE_SUMMATION_TYPE), List.of(), List.of(Keys.DOSE_COMMENT));
    static final RecordType RT_STRUCTURE_SET = new RecordType(
            "RT STRUCTURE SET",
            List.of(Keys.STRUCTURE_SET_LABEL),
            List.of(Keys.STRUCTURE_SET_DATE, Keys.STRUCTURE_SET_TIME),
            List.of());
    static final RecordType RT_PLAN = new RecordType(
            "RT PLAN", List.of(Keys.RT_PLAN_LABEL), List.of(Keys.RT_PLAN_DATE, Keys.RT_PLAN_TIME), List.of());
    static final RecordType RT_TREATMENT_RECORD =
            new RecordType("RT TREAT RECORD", List.of(), List.of(Keys.TREATMENT_DATE, Keys.TREATMENT_TIME), List.of());
    static final RecordType SPECTROSCOPY = new RecordType(
            "SPECTROSCOPY",
            List.of(
                    Tag.IMAGE_TYPE,
                    Tag.CONTENT_DATE,
                    Tag.CONTENT_TIME,
                    Tag.NUMBER_OF_FRAMES,
                    Tag.ROWS,
                    Tag.COLUMNS,
                    Keys.DATA_POINT_ROWS,
                    Keys.DATA_POINT_COLUMNS),
            List.of(),
            List.of());
    static final RecordType RAW_DATA =
            new RecordType("RAW DATA", List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME), List.of(), List.of());
    static final RecordType REGISTRATION = new RecordType("REGISTRATION", Keys.CONTENT, Keys.CONTENT_EMPTY, List.of());
    static final RecordType FIDUCIAL = new RecordType("FIDUCIAL", Keys.CONTENT, Keys.CONTENT_EMPTY, List.of());
    static final RecordType VALUE_MAP = new RecordType("VALUE MAP", Keys.CONTENT, Keys.CONTENT_EMPTY, List.of());
    static final RecordType STEREOMETRIC = new RecordType("STEREOMETRIC", Keys.CONTENT, Keys.CONTENT_EMPTY, List.of());
    static final RecordType MEASUREMENT =
            new RecordType("MEASUREMENT", List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME), List.of(), List.of());
    static final RecordType SURFACE =
            new RecordType("SURFACE", List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME), List.of(), List.of());
    static final RecordType SURFACE_SCAN =
            new RecordType("SURFACE SCAN", List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME), List.of(), List.of());
    static final RecordType TRACT = new RecordType("TRACT", Keys.CONTENT, Keys.CONTENT_EMPTY, List.of());
    static final RecordType PRIVATE = new RecordType("PRIVATE", List.of(), List.of(), List.of());

    private static final Map<String, RecordType> BY_SOP_CLASS = Map.ofEntries(
            Map.entry(Uids.KEY_OBJECT_SELECTION, KEY_OBJECT_DOCUMENT),
            Map.entry(Uids.RT_STRUCTURE_SET, RT_STRUCTURE_SET),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.2", RT_DOSE),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.4", RT_TREATMENT_RECORD),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.5", RT_PLAN),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.6", RT_TREATMENT_RECORD),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.7", RT_TREATMENT_RECORD),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.8", RT_PLAN),
            Map.entry("1.2.840.10008.5.1.4.1.1.481.9", RT_TREATMENT_RECORD),
            Map.entry("1.2.840.10008.5.1.4.1.1.4.2", SPECTROSCOPY),
            Map.entry("1.2.840.10008.5.1.4.1.1.66", RAW_DATA),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.1", REGISTRATION),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.2", FIDUCIAL),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.3", REGISTRATION),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.5", SURFACE),
            Map.entry("1.2.840.10008.5.1.4.1.1.66.6", TRACT),
            Map.entry("1.2.840.10008.5.1.4.1.1.67", VALUE_MAP),
            Map.entry("1.2.840.10008.5.1.4.1.1.68.1", SURFACE_SCAN),
            Map.entry("1.2.840.10008.5.1.4.1.1.68.2", SURFACE_SCAN),
            Map.entry("1.2.840.10008.5.1.4.1.1.77.1.5.3", STEREOMETRIC));

    private static final Map<String, RecordType> BY_PREFIX = Map.of(
            Uids.STORAGE_PREFIX + "88.", SR_DOCUMENT,
            Uids.STORAGE_PREFIX + "11.", PRESENTATION,
            Uids.STORAGE_PREFIX + "104.", ENCAPSULATED_DOCUMENT,
            Uids.STORAGE_PREFIX + "9.", WAVEFORM,
            Uids.STORAGE_PREFIX + "78.", MEASUREMENT);

    /** The record for objects of a SOP class; what the standard does not know is PRIVATE. */
    static RecordType of(String sopClassUid) {
        RecordType type = BY_SOP_CLASS.get(sopClassUid);
        if (type != null) {
            return type;
        }
        return BY_PREFIX.entrySet().stream()
                .filter(entry -> sopClassUid.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(sopClassUid.startsWith(Uids.STORAGE_PREFIX) ? IMAGE : PRIVATE);
    }

    /** Tags that nothing else needs. */
    private static final class Keys {
        static final int COMPLETION_FLAG = 0x0040A491;
        static final int VERIFICATION_FLAG = 0x0040A493;
        static final int VERIFICATION_DATE_TIME = 0x0040A030;
        static final int PRESENTATION_CREATION_DATE = 0x00700082;
        static final int PRESENTATION_CREATION_TIME = 0x00700083;
        static final int CONTENT_LABEL = 0x00700080;
        static final int CONTENT_DESCRIPTION = 0x00700081;
        static final int CONTENT_CREATOR_NAME = 0x00700084;
        static final int HL7_INSTANCE_IDENTIFIER = 0x0040E001;
        static final int DOSE_SUMMATION_TYPE = 0x3004000A;
        static final int DOSE_COMMENT = 0x30040006;
        static final int STRUCTURE_SET_LABEL = 0x30060002;
        static final int STRUCTURE_SET_DATE = 0x30060008;
        static final int STRUCTURE_SET_TIME = 0x30060009;
        static final int RT_PLAN_LABEL = 0x300A0002;
        static final int RT_PLAN_DATE = 0x300A0006;
        static final int RT_PLAN_TIME = 0x300A0007;
        static final int TREATMENT_DATE = 0x30080250;
        static final int TREATMENT_TIME = 0x30080251;
        static final int DATA_POINT_ROWS = 0x00289001;
        static final int DATA_POINT_COLUMNS = 0x00289002;
        static final List<Integer> CONTENT = List.of(Tag.CONTENT_DATE, Tag.CONTENT_TIME, CONTENT_LABEL);
        static final List<Integer> CONTENT_EMPTY = List.of(CONTENT_DESCRIPTION, CONTENT_CREATOR_NAME);

        private Keys() {}
    }
}
