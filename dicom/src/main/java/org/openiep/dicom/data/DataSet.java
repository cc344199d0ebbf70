package org.openiep.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Data elements in the order of their tags (PS3.5 section 7). Text is decoded and encoded by the Specific Character Set
 * (0008,0005) of the data set, or of the one around it; put that first. Not safe for several threads.
 *
 * <p>The methods that read never fail on a strange value: it is absent then. The methods that write refuse what cannot
 * be encoded with an {@link IllegalArgumentException} that names the tag, and return the data set itself.
 */
public final class DataSet implements Iterable<Element> {
    private final NavigableMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
    private @Nullable DataSet parent;

    public DataSet() {}

    DataSet(DataSet parent) {
        this.parent = parent;
    }

    /** A new item for a sequence of this data set: its text is encoded in the character set of this one. */
    public DataSet newItem() {
        return new DataSet(this);
    }

    /** By tag, ascending. */
    @Override
    public Iterator<Element> iterator() {
        return elements.values().iterator();
    }

    /** How many elements. */
    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.isEmpty();
    }

    public boolean contains(int tag) {
        return elements.containsKey(tag);
    }

    public Optional<Element> get(int tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** First value as text without padding; absent when there is no element, or no value in it. */
    public Optional<String> string(int tag) {
        List<String> values = strings(tag);
        return values.isEmpty() || values.get(0).isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /** All values as text without padding, numbers in decimal; a value among several may be empty. */
    public List<String> strings(int tag) {
        if (!(elements.get(tag) instanceof ValueElement value)) {
            return List.of();
        }
        // A value that came as UN is read as what the dictionary knows of it.
        VR vr = value.vr() == VR.UN ? Dictionary.vr(tag) : value.vr();
        return ValueCodec.strings(vr, value.bytes(), characterSet(vr));
    }

    /** First value as a whole number, of a binary number or of text; absent when it is none or not in the range of int. */
    public OptionalInt integer(int tag) {
        OptionalLong number = longInteger(tag);
        if (number.isEmpty() || number.getAsLong() != (int) number.getAsLong()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number.getAsLong());
    }

    /** First value as a whole number, of a binary number or of text; absent when it is none or not in the range of long. */
    public OptionalLong longInteger(int tag) {
        if (elements.get(tag) instanceof ValueElement value && ValueCodec.isShortInteger(value.vr())) {
            return ValueCodec.firstInteger(value.vr(), value.bytes());
        }
        try {
            return string(tag).stream().mapToLong(Long::parseLong).findFirst();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** First value of DA, YYYYMMDD or the old YYYY.MM.DD, or the date of DT; absent when it is none. */
    public Optional<LocalDate> date(int tag) {
        String digits = string(tag).orElse("").replace(".", "");
        if (digits.length() < 8) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(digits(digits, 0, 4), digits(digits, 4, 6), digits(digits, 6, 8)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** First value of TM, HH, HHMM or HHMMSS to the second, or the old HH:MM:SS; absent when it is none. */
    public Optional<LocalTime> time(int tag) {
        String digits = string(tag).orElse("").replace(":", "");
        int end = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        try {
            return switch (end) {
                case 2 -> Optional.of(LocalTime.of(digits(digits, 0, 2), 0));
                case 4 -> Optional.of(LocalTime.of(digits(digits, 0, 2), digits(digits, 2, 4)));
                // A leap second is written as 60.
                case 6 ->
                    Optional.of(LocalTime.of(
                            digits(digits, 0, 2), digits(digits, 2, 4), Math.min(59, digits(digits, 4, 6))));
                default -> Optional.empty();
            };
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseUnsignedInt(text.substring(from, to));
    }

    /** First value as a name; absent when there is none. */
    public Optional<PersonName> name(int tag) {
        return string(tag).map(PersonName::parse);
    }

    /**
     * The items of a sequence, none when there is no such sequence. Of a value that came as UN of defined length and
     * holds a sequence (PS3.5 6.2.2 note 2), the items are read anew each time; none when they cannot be read.
     */
    public List<DataSet> items(int tag) {
        Element element = elements.get(tag);
        if (element instanceof ValueElement value && value.vr() == VR.UN) {
            return DataSetReader.unknownSequence(value, this);
        }
        return element instanceof SequenceElement sequence ? sequence.items() : List.of();
    }

    /** The bytes of a value in little endian, padded to even, not a copy; absent when it is no plain value. */
    public Optional<byte[]> bytes(int tag) {
        return elements.get(tag) instanceof ValueElement value ? Optional.of(value.bytes()) : Optional.empty();
    }

    /** What text is encoded in: by Specific Character Set (0008,0005) here, else in the data set around this item. */
    public SpecificCharacterSet characterSet() {
        if (elements.get(Tag.SPECIFIC_CHARACTER_SET) instanceof ValueElement value) {
            return SpecificCharacterSet.of(ValueCodec.strings(VR.CS, value.bytes(), SpecificCharacterSet.DEFAULT));
        }
        return parent != null ? parent.characterSet() : SpecificCharacterSet.DEFAULT;
    }

    /** Most text is not in it (PS3.5 6.1.2.3), and to read it again for each value takes its time. */
    private SpecificCharacterSet characterSet(VR vr) {
        return vr.kind() == VR.Kind.LOCAL_TEXT ? characterSet() : SpecificCharacterSet.DEFAULT;
    }

    /** Does Pixel Representation (0028,0103), here or around this item, make "US or SS" signed (PS3.5 A.1)? */
    boolean hasSignedPixels() {
        if (contains(Tag.PIXEL_REPRESENTATION)) {
            return integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        }
        return parent != null && parent.hasSignedPixels();
    }

    /** Puts an element in its place; one with the same tag is replaced. */
    public DataSet put(Element element) {
        elements.put(element.tag(), element);
        if (element instanceof SequenceElement sequence) {
            sequence.items().forEach(item -> item.parent = this);
        }
        return this;
    }

    /** Puts values given as text, numbers in decimal; no values make an empty element. */
    public DataSet put(int tag, VR vr, String... values) {
        if (vr == VR.SQ) {
            return putItems(tag);
        }
        return put(new ValueElement(tag, vr, ValueCodec.bytes(tag, vr, characterSet(vr), values)));
    }

    /**
     * Puts values given as text, with the VR that the dictionary has for the tag.
     *
     * @throws IllegalArgumentException when the dictionary does not have the tag
     */
    public DataSet put(int tag, String... values) {
        return put(tag, dictionaryVr(tag), values);
    }

    /** Puts whole numbers, with the VR that the dictionary has for the tag: binary, or text such as IS. */
    public DataSet putInt(int tag, int... values) {
        VR vr = dictionaryVr(tag);
        if (vr == VR.US && values.length == 1 && values[0] >>> 16 == 0) {
            // Every message has some of these.
            return putBytes(tag, vr, new byte[] {(byte) values[0], (byte) (values[0] >>> 8)});
        }
        String[] texts = IntStream.of(values).mapToObj(Integer::toString).toArray(String[]::new);
        return put(tag, vr, texts);
    }

    /** Puts a value as bytes, in little endian; the array is kept. */
    public DataSet putBytes(int tag, VR vr, byte[] bytes) {
        return put(new ValueElement(tag, vr, bytes));
    }

    /** Puts a sequence. An item belongs to one sequence. */
    public DataSet putItems(int tag, DataSet... items) {
        return putItems(tag, List.of(items));
    }

    /** Puts a sequence. An item belongs to one sequence. */
    public DataSet putItems(int tag, List<DataSet> items) {
        return put(new SequenceElement(tag, items));
    }

    /** Takes an element out, if it is there. */
    public DataSet remove(int tag) {
        elements.remove(tag);
        return this;
    }

    private static VR dictionaryVr(int tag) {
        return Dictionary.find(tag)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The dictionary does not have " + Tag.format(tag) + ": say its value representation"))
                .vrs()
                .get(0);
    }

    /** The same elements with the same values; what is around an item does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DataSet that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }

    /** The elements without their values, since those may identify a patient. */
    @Override
    public String toString() {
        return elements.values().stream().map(Element::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
