package org.openiep.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data dictionary: what PS3.6 says of each data element, and PS3.7 annex E of each command element. */
public final class Dictionary {
    /**
     * An element, or a repeating group of them.
     *
     * @param tag hexadecimal, eight characters, x for any digit in a repeating group
     * @param vrs one or more; the one that the implicit encoding uses stands first
     * @param multiplicity as PS3.6 writes it: "1", "1-n", "2-2n"
     * @param keyword such as StudyInstanceUID
     * @param retired is it no longer in the standard?
     */
    public record Entry(String tag, List<VR> vrs, String multiplicity, String keyword, boolean retired) {
        /** For people: "Study Instance UID". */
        public String name() {
            return keyword.replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z0-9])(?=[A-Z][a-z])", " ");
        }

        private boolean repeats() {
            return tag.indexOf('x') >= 0;
        }

        private boolean matches(String hexadecimal) {
            for (int i = 0; i < tag.length(); i++) {
                if (tag.charAt(i) != 'x' && tag.charAt(i) != hexadecimal.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Map<Integer, Entry> BY_TAG = new HashMap<>();
    private static final Map<String, Entry> BY_KEYWORD = new HashMap<>();
    private static final List<Entry> REPEATING;

    static {
        List<Entry> entries = load();
        for (Entry entry : entries) {
            BY_KEYWORD.put(entry.keyword, entry);
            if (!entry.repeats()) {
                BY_TAG.put(Integer.parseUnsignedInt(entry.tag, 16), entry);
            }
        }
        REPEATING = entries.stream().filter(Entry::repeats).toList();
    }

    private static final Entry GROUP_LENGTH = new Entry("xxxx0000", List.of(VR.UL), "1", "GenericGroupLength", true);
    private static final Entry PRIVATE_CREATOR = new Entry("xxxx00xx", List.of(VR.LO), "1", "PrivateCreator", false);

    private Dictionary() {}

    private static List<Entry> load() {
        InputStream resource = Dictionary.class.getResourceAsStream("dictionary.txt");
        if (resource == null) {
            throw new IllegalStateException("dictionary.txt is missing beside " + Dictionary.class.getName());
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Dictionary::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry parse(String line) {
        String[] columns = line.split(" ", -1);
        List<VR> vrs =
                Arrays.stream(columns[1].split("\\|", -1)).map(VR::valueOf).toList();
        return new Entry(columns[0], vrs, columns[2], columns[3], columns.length > 4);
    }

    /** What is known of a tag: also of group lengths and private creators, not of other private elements. */
    public static Optional<Entry> find(int tag) {
        Entry entry = BY_TAG.get(tag);
        if (entry != null) {
            return Optional.of(entry);
        }
        if (Tag.element(tag) == 0) {
            return Optional.of(GROUP_LENGTH);
        }
        if (Tag.isPrivate(tag)) {
            return Tag.isPrivateCreator(tag) ? Optional.of(PRIVATE_CREATOR) : Optional.empty();
        }
        String hexadecimal = String.format("%08X", tag);
        return REPEATING.stream().filter(e -> e.matches(hexadecimal)).findFirst();
    }

    /** The entry of a keyword such as StudyInstanceUID. */
    public static Optional<Entry> find(String keyword) {
        return Optional.ofNullable(BY_KEYWORD.get(keyword));
    }

    /** The VR of a tag, the one of the implicit encoding where there are several; UN when the tag is not known. */
    public static VR vr(int tag) {
        return find(tag).map(entry -> entry.vrs().get(0)).orElse(VR.UN);
    }

    /** For messages: "Study Instance UID (0020,000D)"; the bare tag when it is not known. */
    public static String describe(int tag) {
        return find(tag).map(entry -> entry.name() + " " + Tag.format(tag)).orElse(Tag.format(tag));
    }

    /** Every entry of the table. */
    public static Collection<Entry> entries() {
        return Collections.unmodifiableCollection(BY_KEYWORD.values());
    }
}
