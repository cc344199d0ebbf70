package org.openiep.dicom.edit;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;

/**
 * A system that had a part in an object, for Contributing Equipment Sequence (0018,A001) (PS3.3 C.12.1.1.5).
 *
 * @param manufacturer (0008,0070), not empty
 * @param model (0008,1090)
 * @param softwareVersion (0018,1020)
 * @param institution (0008,0080)
 * @param station (0008,1010)
 * @param description (0018,A003): what it did
 */
public record Equipment(
        String manufacturer,
        Optional<String> model,
        Optional<String> softwareVersion,
        Optional<String> institution,
        Optional<String> station,
        Optional<String> description) {
    private static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040A170;
    private static final int CONTRIBUTION_DATE_TIME = 0x0018A002;
    private static final int CONTRIBUTION_DESCRIPTION = 0x0018A003;

    public Equipment {
        if (manufacturer.isBlank()) {
            throw new IllegalArgumentException("Contributing equipment needs a manufacturer");
        }
    }

    /** What is known besides the manufacturer can be left out. */
    public static Equipment of(String manufacturer, String model, String softwareVersion) {
        return new Equipment(
                manufacturer,
                Optional.of(model),
                Optional.of(softwareVersion),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** All free text in it. */
    String text() {
        return manufacturer
                + model.orElse("")
                + softwareVersion.orElse("")
                + institution.orElse("")
                + station.orElse("")
                + description.orElse("");
    }

    /** The item, as modifying equipment (PS3.16 CID 7005). */
    DataSet item(DataSet item, OffsetDateTime at) {
        item.putItems(
                PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                item.newItem()
                        .put(Tag.CODE_VALUE, "109103")
                        .put(Tag.CODING_SCHEME_DESIGNATOR, "DCM")
                        .put(Tag.CODE_MEANING, "Modifying Equipment"));
        item.put(Tag.MANUFACTURER, manufacturer);
        model.ifPresent(value -> item.put(Tag.MANUFACTURER_MODEL_NAME, value));
        softwareVersion.ifPresent(value -> item.put(Tag.SOFTWARE_VERSIONS, value));
        institution.ifPresent(value -> item.put(Tag.INSTITUTION_NAME, value));
        station.ifPresent(value -> item.put(Tag.STATION_NAME, value));
        description.ifPresent(value -> item.put(CONTRIBUTION_DESCRIPTION, VR.ST, value));
        return item.put(CONTRIBUTION_DATE_TIME, VR.DT, Provenance.DATE_TIME.format(at));
    }
}
