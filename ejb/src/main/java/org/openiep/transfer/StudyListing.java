package org.openiep.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.imaging.InstanceRows.Listed;

/**
 * What a node says it has of a study.
 *
 * @param images one by one; empty when the node does not list single images
 * @param count how many it says there are; 0 when it does not say
 * @param found does it have the study at all?
 * @param sopClasses of the images; empty when the node does not say it of every image
 */
record StudyListing(List<Listed> images, int count, boolean found, Set<String> sopClasses) {
    StudyListing {
        images = List.copyOf(images);
        sopClasses = Set.copyOf(sopClasses);
    }

    StudyListing(List<Listed> images, int count, boolean found) {
        this(images, count, found, Set.of());
    }

    /** Is every image known by its UID? */
    boolean complete() {
        return !images.isEmpty();
    }

    /**
     * Asks study, series and image level (PS3.4 C.6.2.1). A node that refuses the image level, or leaves a series
     * without images, is counted only.
     *
     * @param classes are the images' SOP classes needed? Many nodes open each file to tell them
     */
    static StudyListing ask(DicomConnection connection, String studyInstanceUid, boolean classes) throws DicomFailure {
        int[] study = {0, 0};
        connection.find(studyKeys(studyInstanceUid), match -> {
            study[0]++;
            study[1] = match.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES).orElse(0);
            return true;
        });
        Map<String, Integer> series = series(connection, studyInstanceUid);
        if (study[0] == 0 && series.isEmpty()) {
            return new StudyListing(List.of(), 0, false);
        }
        int bySeries = series.values().stream().mapToInt(Integer::intValue).sum();
        int count = Math.max(study[1], bySeries);
        Set<String> sopClasses = new LinkedHashSet<>();
        List<Listed> images = images(connection, studyInstanceUid, series.keySet(), classes, sopClasses);
        return new StudyListing(
                images,
                images.isEmpty() ? count : images.size(),
                true,
                sopClasses.contains("") ? Set.of() : sopClasses);
    }

    private static Map<String, Integer> series(DicomConnection connection, String studyInstanceUid)
            throws DicomFailure {
        Map<String, Integer> series = new LinkedHashMap<>();
        DataSet keys = keys("SERIES", studyInstanceUid)
                .put(Tag.SERIES_INSTANCE_UID, "")
                .put(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, "");
        connection.find(keys, match -> {
            match.string(Tag.SERIES_INSTANCE_UID)
                    .ifPresent(uid -> series.put(
                            uid,
                            match.integer(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES)
                                    .orElse(0)));
            return true;
        });
        return series;
    }

    private static List<Listed> images(
            DicomConnection connection,
            String studyInstanceUid,
            Iterable<String> series,
            boolean classes,
            Set<String> sopClasses)
            throws DicomFailure {
        Map<String, Listed> images = new LinkedHashMap<>();
        for (String uid : series) {
            int before = images.size();
            DataSet keys = keys("IMAGE", studyInstanceUid)
                    .put(Tag.SERIES_INSTANCE_UID, uid)
                    .put(Tag.SOP_INSTANCE_UID, "");
            if (classes) {
                keys.put(Tag.SOP_CLASS_UID, "");
            }
            try {
                connection.find(keys, match -> {
                    sopClasses.add(match.string(Tag.SOP_CLASS_UID).orElse(""));
                    match.string(Tag.SOP_INSTANCE_UID).ifPresent(image -> images.put(image, new Listed(uid, image)));
                    return true;
                });
            } catch (DicomFailure e) {
                if (e.reason() == DicomFailure.Reason.REFUSED) {
                    return List.of();
                }
                throw e;
            }
            if (images.size() == before) {
                return List.of();
            }
        }
        return new ArrayList<>(images.values());
    }

    private static DataSet studyKeys(String studyInstanceUid) {
        return keys("STUDY", studyInstanceUid).put(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, "");
    }

    private static DataSet keys(String level, String studyInstanceUid) {
        return new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, level).put(Tag.STUDY_INSTANCE_UID, studyInstanceUid);
    }
}
