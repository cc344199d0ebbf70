package org.openiep.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.imaging.InstanceRows.Listed;

/** What to ask a source for with C-MOVE (PS3.4 C.4.2.2.1), so that as little as possible comes twice. */
final class Retrieval {
    /** UIDs in one list: 64 characters each must fit a value of UI, and sources have limits of their own. */
    private static final int UIDS_IN_A_LIST = 50;

    private Retrieval() {}

    static DataSet wholeStudy(String studyInstanceUid) {
        return new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, studyInstanceUid);
    }

    /**
     * Series of which nothing is held are asked for whole, the others image by image.
     *
     * @param missing at least one
     */
    static List<DataSet> missing(String studyInstanceUid, List<Listed> missing, Set<String> seriesBegun) {
        Map<String, List<String>> bySeries = new LinkedHashMap<>();
        for (Listed image : missing) {
            bySeries.computeIfAbsent(image.seriesInstanceUid(), uid -> new ArrayList<>())
                    .add(image.sopInstanceUid());
        }
        List<DataSet> requests = new ArrayList<>();
        bySeries.forEach((series, images) -> {
            if (seriesBegun.contains(series)) {
                for (int from = 0; from < images.size(); from += UIDS_IN_A_LIST) {
                    List<String> part = images.subList(from, Math.min(images.size(), from + UIDS_IN_A_LIST));
                    requests.add(series("IMAGE", studyInstanceUid, series)
                            .put(Tag.SOP_INSTANCE_UID, part.toArray(new String[0])));
                }
            } else {
                requests.add(series("SERIES", studyInstanceUid, series));
            }
        });
        return requests;
    }

    private static DataSet series(String level, String studyInstanceUid, String seriesInstanceUid) {
        return new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, level)
                .put(Tag.STUDY_INSTANCE_UID, studyInstanceUid)
                .put(Tag.SERIES_INSTANCE_UID, seriesInstanceUid);
    }
}
