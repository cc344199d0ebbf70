package org.openiep.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.SequenceElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.data.ValueElement;
import org.openiep.dicom.file.Part10File;
import org.openiep.imaging.ImageStore;
import org.openiep.pull.PullRows.HeldObject;
import org.openiep.pull.PullRows.HeldStudy;

/**
 * Searches what an institution may see On IEP (C-FIND, PS3.4 C.4.1). The database says which studies, series and objects
 * there are; keys are matched with, and answered from, the header of an object of each, as the object has it.
 */
@ApplicationScoped
public class Searching {
    private static final Logger LOG = Logger.getLogger(Searching.class.getName());
    private static final int MOST_STUDIES = 5000;
    private static final ReadOptions HEADER = ReadOptions.HEADER.maxValueLength(4096);

    @Inject
    Catalogue catalogue;

    @Inject
    ImageStore store;

    /**
     * Searches.
     *
     * @param onMatch takes each match; answers false when there are enough
     * @return false when it was stopped
     */
    boolean search(long institution, QueryLevel level, DataSet keys, Predicate<DataSet> onMatch) {
        return switch (level) {
            case STUDY -> studies(institution, keys, onMatch);
            case SERIES -> series(institution, keys, onMatch);
            case IMAGE -> images(institution, keys, onMatch);
        };
    }

    private boolean studies(long institution, DataSet keys, Predicate<DataSet> onMatch) {
        List<HeldStudy> studies = catalogue.studies(
                institution, keys.strings(Tag.STUDY_INSTANCE_UID), from(keys), before(keys), MOST_STUDIES);
        for (HeldStudy study : studies) {
            Optional<DataSet> header = header(study.file());
            if (header.isEmpty()) {
                continue;
            }
            DataSet known = header.get();
            known.putInt(Tag.NUMBER_OF_STUDY_RELATED_SERIES, study.series())
                    .putInt(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, study.instances())
                    .put(Tag.SOP_CLASSES_IN_STUDY, study.sopClasses().toArray(new String[0]));
            // An object of each series has to be read for them.
            if (keys.contains(Tag.MODALITIES_IN_STUDY)) {
                known.put(Tag.MODALITIES_IN_STUDY, modalities(institution, study));
            }
            if (KeyMatch.matches(known, keys) && !onMatch.test(answer(keys, known))) {
                return false;
            }
        }
        return true;
    }

    private String[] modalities(long institution, HeldStudy study) {
        return firstOfSeries(catalogue.objects(institution, List.of(study.studyInstanceUid()), List.of(), List.of()))
                .keySet()
                .stream()
                .flatMap(object -> header(object.file()).stream())
                .flatMap(header -> header.string(Tag.MODALITY).stream())
                .distinct()
                .toArray(String[]::new);
    }

    private boolean series(long institution, DataSet keys, Predicate<DataSet> onMatch) {
        List<HeldObject> objects = catalogue.objects(
                institution, keys.strings(Tag.STUDY_INSTANCE_UID), keys.strings(Tag.SERIES_INSTANCE_UID), List.of());
        for (Map.Entry<HeldObject, Integer> first : firstOfSeries(objects).entrySet()) {
            Optional<DataSet> header = header(first.getKey().file());
            if (header.isPresent()) {
                DataSet known = header.get().putInt(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, first.getValue());
                if (KeyMatch.matches(known, keys) && !onMatch.test(answer(keys, known))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first object of each series, with how many there are in it. */
    private static Map<HeldObject, Integer> firstOfSeries(List<HeldObject> objects) {
        Map<String, HeldObject> first = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (HeldObject object : objects) {
            first.putIfAbsent(object.seriesInstanceUid(), object);
            counts.merge(object.seriesInstanceUid(), 1, Integer::sum);
        }
        Map<HeldObject, Integer> found = new LinkedHashMap<>();
        first.forEach((series, object) -> found.put(object, counts.getOrDefault(series, 0)));
        return found;
    }

    private boolean images(long institution, DataSet keys, Predicate<DataSet> onMatch) {
        List<HeldObject> objects = catalogue.objects(
                institution,
                keys.strings(Tag.STUDY_INSTANCE_UID),
                keys.strings(Tag.SERIES_INSTANCE_UID),
                keys.strings(Tag.SOP_INSTANCE_UID));
        for (HeldObject object : objects) {
            Optional<DataSet> header = header(object.file());
            if (header.isPresent()
                    && KeyMatch.matches(header.get(), keys)
                    && !onMatch.test(answer(keys, header.get()))) {
                return false;
            }
        }
        return true;
    }

    private Optional<DataSet> header(String file) {
        try {
            return Optional.of(Part10File.open(store.path(file)).read(HEADER));
        } catch (IOException e) {
            // Purged a moment ago, perhaps: what is not there any more is not found.
            LOG.log(Level.FINE, "A held object cannot be read", e);
            return Optional.empty();
        }
    }

    /** What was asked for, as far as it is known, in UTF-8. */
    private static DataSet answer(DataSet keys, DataSet known) {
        DataSet answer = new DataSet().put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
        for (Element key : keys) {
            int tag = key.tag();
            if (tag == Tag.SPECIFIC_CHARACTER_SET || Tag.element(tag) == 0) {
                continue;
            }
            if (tag == Tag.QUERY_RETRIEVE_LEVEL) {
                answer.put(key);
            } else if (key instanceof SequenceElement) {
                answer.putItems(tag);
            } else {
                VR vr = known.get(tag)
                        .filter(ValueElement.class::isInstance)
                        .map(element -> ((ValueElement) element).vr())
                        .orElse(key instanceof ValueElement value ? value.vr() : VR.UN);
                put(answer, tag, vr, known);
            }
        }
        return answer.put(Tag.INSTANCE_AVAILABILITY, "ONLINE");
    }

    private static void put(DataSet answer, int tag, VR vr, DataSet known) {
        try {
            answer.put(tag, vr, known.strings(tag).toArray(new String[0]));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.FINE, "A value cannot be given as text", e);
            answer.putBytes(tag, vr, new byte[0]);
        }
    }

    private static @Nullable LocalDateTime from(DataSet keys) {
        String date = keys.string(Tag.STUDY_DATE).orElse("");
        int dash = date.indexOf('-');
        return day(dash < 0 ? date : date.substring(0, dash));
    }

    private static @Nullable LocalDateTime before(DataSet keys) {
        String date = keys.string(Tag.STUDY_DATE).orElse("");
        LocalDateTime last = day(date.substring(date.indexOf('-') + 1));
        return last == null ? null : last.plusDays(1);
    }

    private static @Nullable LocalDateTime day(String digits) {
        return new DataSet()
                .put(Tag.STUDY_DATE, digits.matches("\\d{8}") ? digits : "")
                .date(Tag.STUDY_DATE)
                .map(LocalDate::atStartOfDay)
                .orElse(null);
    }
}
