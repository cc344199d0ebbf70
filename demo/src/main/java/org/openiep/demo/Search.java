package org.openiep.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;

/** Answers a C-FIND identifier from an archive (PS3.4 C.2.2.2 and C.4.1). */
final class Search {
    /** What is told apart at each level, from the patient down. */
    private enum Level {
        PATIENT(Tag.PATIENT_ID),
        STUDY(Tag.STUDY_INSTANCE_UID),
        SERIES(Tag.SERIES_INSTANCE_UID),
        IMAGE(Tag.SOP_INSTANCE_UID);

        private final int key;

        Level(int key) {
            this.key = key;
        }
    }

    /** Attributes that are counted or collected over a whole entity instead of read from one object. */
    private static final Map<Integer, ToIntFunction<List<Archive.Kept>>> COUNTS = Map.of(
            Tag.NUMBER_OF_STUDY_RELATED_INSTANCES,
            List::size,
            Tag.NUMBER_OF_SERIES_RELATED_INSTANCES,
            List::size,
            Tag.NUMBER_OF_PATIENT_RELATED_INSTANCES,
            List::size,
            Tag.NUMBER_OF_STUDY_RELATED_SERIES,
            objects -> distinct(objects, Tag.SERIES_INSTANCE_UID),
            Tag.NUMBER_OF_PATIENT_RELATED_SERIES,
            objects -> distinct(objects, Tag.SERIES_INSTANCE_UID),
            Tag.NUMBER_OF_PATIENT_RELATED_STUDIES,
            objects -> distinct(objects, Tag.STUDY_INSTANCE_UID));

    private final DataSet keys;
    private final Level level;

    /**
     * Prepares a search.
     *
     * @throws IllegalArgumentException when the Query/Retrieve Level is none of the four
     */
    Search(DataSet keys) {
        this.keys = keys;
        this.level = Level.valueOf(keys.string(Tag.QUERY_RETRIEVE_LEVEL).orElse(""));
    }

    /** One answer for each patient, study, series or object that matches. */
    List<DataSet> in(Collection<Archive.Kept> objects) {
        Map<String, List<Archive.Kept>> entities = new LinkedHashMap<>();
        for (Archive.Kept kept : objects) {
            entities.computeIfAbsent(kept.value(level.key), key -> new ArrayList<>())
                    .add(kept);
        }
        return entities.values().stream()
                .filter(this::matches)
                .map(this::answer)
                .toList();
    }

    private boolean matches(List<Archive.Kept> entity) {
        for (Element key : keys) {
            if (isMatched(key) && !matches(key.tag(), entity)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMatched(Element key) {
        return key.tag() != Tag.QUERY_RETRIEVE_LEVEL
                && key.tag() != Tag.SPECIFIC_CHARACTER_SET
                && key.vr() != VR.SQ
                && !COUNTS.containsKey(key.tag());
    }

    private boolean matches(int tag, List<Archive.Kept> entity) {
        List<String> wanted =
                keys.strings(tag).stream().filter(value -> !value.isEmpty()).toList();
        if (wanted.isEmpty()) {
            return true;
        }
        List<String> have = tag == Tag.MODALITIES_IN_STUDY
                ? modalities(entity)
                : entity.get(0).header().strings(tag);
        VR vr = keys.get(tag).map(Element::vr).orElse(VR.LO);
        return wanted.stream().anyMatch(want -> have.stream().anyMatch(value -> matches(vr, want, value)));
    }

    private static boolean matches(VR vr, String wanted, String value) {
        return switch (vr) {
            case UI -> wanted.equals(value);
            case DA, TM, DT -> inRange(wanted, value);
            case PN -> like(wanted.replaceAll("[\\^ ]+$", ""), value) || like(wanted, value);
            default -> like(wanted, value);
        };
    }

    /** Range matching (PS3.4 C.2.2.2.5); the formats of DA and TM sort as text. */
    private static boolean inRange(String wanted, String value) {
        int hyphen = wanted.indexOf('-');
        if (hyphen < 0) {
            return value.startsWith(wanted);
        }
        String from = wanted.substring(0, hyphen);
        String to = wanted.substring(hyphen + 1);
        return value.compareTo(from) >= 0 && (to.isEmpty() || value.compareTo(to) <= 0 || value.startsWith(to));
    }

    /** Wild card matching (PS3.4 C.2.2.2.4), without regard to case. */
    private static boolean like(String wanted, String value) {
        String expression = wanted.chars()
                .mapToObj(letter ->
                        letter == '*' ? ".*" : letter == '?' ? "." : Pattern.quote(Character.toString(letter)))
                .collect(Collectors.joining());
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(value)
                .matches();
    }

    private DataSet answer(List<Archive.Kept> entity) {
        DataSet first = entity.get(0).header();
        DataSet answer = new DataSet();
        first.get(Tag.SPECIFIC_CHARACTER_SET).ifPresent(answer::put);
        for (Element key : keys) {
            if (COUNTS.containsKey(key.tag())) {
                answer.put(key.tag(), Integer.toString(COUNTS.get(key.tag()).applyAsInt(entity)));
            } else if (key.tag() == Tag.MODALITIES_IN_STUDY) {
                answer.put(key.tag(), modalities(entity).toArray(String[]::new));
            } else if (key.tag() == Tag.QUERY_RETRIEVE_LEVEL) {
                answer.put(key);
            } else if (key.tag() != Tag.SPECIFIC_CHARACTER_SET) {
                first.get(key.tag()).ifPresentOrElse(answer::put, () -> empty(answer, key));
            }
        }
        first.get(level.key).ifPresent(answer::put);
        return answer;
    }

    private static void empty(DataSet answer, Element key) {
        if (key.vr() == VR.SQ) {
            answer.putItems(key.tag(), List.of());
        } else {
            answer.putBytes(key.tag(), key.vr(), new byte[0]);
        }
    }

    private static List<String> modalities(List<Archive.Kept> entity) {
        return entity.stream()
                .map(kept -> kept.value(Tag.MODALITY))
                .distinct()
                .sorted()
                .toList();
    }

    private static int distinct(List<Archive.Kept> objects, int tag) {
        return (int) objects.stream().map(kept -> kept.value(tag)).distinct().count();
    }
}
