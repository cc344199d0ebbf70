package org.openiep.pull;

import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/** Query/Retrieve Level (0008,0052) of the Study Root model, with the unique keys that each needs (PS3.4 C.6.2). */
enum QueryLevel {
    STUDY(1),
    SERIES(2),
    IMAGE(3);

    /** From the top down. */
    private static final List<Integer> UNIQUE_KEYS =
            List.of(Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID);

    private final int depth;

    QueryLevel(int depth) {
        this.depth = depth;
    }

    static Optional<QueryLevel> of(DataSet identifier) {
        String named = identifier.string(Tag.QUERY_RETRIEVE_LEVEL).orElse("");
        for (QueryLevel level : values()) {
            if (level.name().equals(named)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** Are the unique keys of the levels above given, as a search at this level needs (PS3.4 C.4.1.2.1)? */
    boolean isSearchable(DataSet identifier) {
        return UNIQUE_KEYS.subList(0, depth - 1).stream()
                .allMatch(key -> identifier.string(key).isPresent());
    }

    /** Are the unique keys of this level and those above given, as a retrieve needs (PS3.4 C.4.2.2.1)? */
    boolean isRetrievable(DataSet identifier) {
        // Many a PACS leaves out the series of an image, and the image's own UID says enough.
        return identifier.string(Tag.STUDY_INSTANCE_UID).isPresent()
                && identifier.string(UNIQUE_KEYS.get(depth - 1)).isPresent();
    }
}
