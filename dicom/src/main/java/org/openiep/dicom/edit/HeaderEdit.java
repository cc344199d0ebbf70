package org.openiep.dicom.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openiep.dicom.data.Changes;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetCopier;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.SpecificCharacterSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.data.ValueElement;

/**
 * Changes to make to the headers of objects that pass: elements of the outermost data set that get other values, or are
 * taken out. What was there before is recorded in Original Attributes Sequence (0400,0561); records of earlier changes
 * stay. Pixel data is copied, neither held nor looked at.
 *
 * <p>New text is written in the object's own character set. Where that lacks a character, the object gets one that has
 * it: ISO_IR 100 in place of none, else ISO_IR 192 (UTF-8), into which all its text is turned then.
 *
 * <p>Immutable: the methods that change something return a new one.
 */
public final class HeaderEdit {
    private static final ReadOptions HEADER = ReadOptions.HEADER;

    /** What may be held of a header that is looked at before it is copied, in bytes. */
    private static final int MAX_HEADER = 16 << 20;

    private static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018A001;
    private static final int IMAGE_PIXEL_GROUP = 0x0028;

    private final Provenance provenance;
    private final Optional<Equipment> equipment;

    /** Values by tag; an element whose value is null here is taken out. */
    private final NavigableMap<Integer, Optional<List<String>>> values;

    private HeaderEdit(
            Provenance provenance,
            Optional<Equipment> equipment,
            NavigableMap<Integer, Optional<List<String>>> values) {
        this.provenance = provenance;
        this.equipment = equipment;
        this.values = values;
    }

    /** Nothing to change yet. */
    public static HeaderEdit by(Provenance provenance) {
        return new HeaderEdit(provenance, Optional.empty(), new TreeMap<>());
    }

    /** With an item in Contributing Equipment Sequence (0018,A001), in each object that is changed. */
    public HeaderEdit with(Equipment contributing) {
        return new HeaderEdit(provenance, Optional.of(contributing), values);
    }

    /**
     * Gives an element a value, several, or with none makes it empty.
     *
     * @param tag of an element of text that the dictionary knows, such as {@link Tag#PATIENT_ID}, and that does not name
     *     the object or describe its pixels
     * @throws IllegalArgumentException for another tag
     */
    public HeaderEdit put(int tag, String... texts) {
        check(tag);
        if (!Dictionary.vr(tag).isText()) {
            throw new IllegalArgumentException(Dictionary.describe(tag) + " is not text");
        }
        return with(tag, Optional.of(List.of(texts)));
    }

    /** Takes an element out of objects that have it. */
    public HeaderEdit remove(int tag) {
        check(tag);
        return with(tag, Optional.empty());
    }

    private HeaderEdit with(int tag, Optional<List<String>> value) {
        NavigableMap<Integer, Optional<List<String>>> copy = new TreeMap<>(values);
        copy.put(tag, value);
        return new HeaderEdit(provenance, equipment, copy);
    }

    private static void check(int tag) {
        boolean names = switch (tag) {
            case Tag.SOP_CLASS_UID,
                    Tag.SOP_INSTANCE_UID,
                    Tag.STUDY_INSTANCE_UID,
                    Tag.SERIES_INSTANCE_UID,
                    Tag.SPECIFIC_CHARACTER_SET,
                    CONTRIBUTING_EQUIPMENT_SEQUENCE -> true;
            default -> false;
        };
        boolean outside = tag < 0x00080000 || Integer.compareUnsigned(tag, Tag.ORIGINAL_ATTRIBUTES_SEQUENCE) >= 0;
        if (names || outside || Tag.group(tag) == IMAGE_PIXEL_GROUP || Tag.element(tag) == 0) {
            throw new IllegalArgumentException(Dictionary.describe(tag) + " is not changed in passing");
        }
    }

    /** Reads of the data set to this tag at least are needed for {@link #changes}. */
    private int lastTag() {
        return values.isEmpty() ? Tag.SPECIFIC_CHARACTER_SET : values.lastKey();
    }

    /**
     * What is to be changed in one object; nothing, when it has all the wanted values already.
     *
     * @param before its header, read at least as far as the tags of this edit
     */
    public Changes changes(DataSet before) {
        List<Integer> different = values.entrySet().stream()
                .filter(entry -> isDifferent(before, entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        Changes changes = new Changes();
        if (different.isEmpty()) {
            return changes;
        }
        DataSet after = new DataSet();
        before.get(Tag.SPECIFIC_CHARACTER_SET).ifPresent(after::put);
        widen(before, after, changes, different);
        // All of them, since what is not where it should be may still come, after elements with higher tags.
        values.forEach((tag, value) -> {
            if (value.isEmpty()) {
                changes.remove(tag);
            } else {
                after.put(tag, value.get().toArray(String[]::new));
                after.get(tag).ifPresent(changes::put);
            }
        });
        equipment.ifPresent(
                e -> changes.append(CONTRIBUTING_EQUIPMENT_SEQUENCE, e.item(after.newItem(), provenance.at())));
        original(before, after, different).ifPresent(item -> changes.append(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE, item));
        return changes;
    }

    private static boolean isDifferent(DataSet before, int tag, Optional<List<String>> wanted) {
        return before.contains(tag) != wanted.isPresent()
                || wanted.filter(texts -> !texts.equals(before.strings(tag))).isPresent();
    }

    /** Makes sure that the new text can be written. */
    private void widen(DataSet before, DataSet after, Changes changes, List<Integer> different) {
        String text = different.stream()
                        .filter(tag -> Dictionary.vr(tag).kind() == VR.Kind.LOCAL_TEXT)
                        .flatMap(tag -> values.getOrDefault(tag, Optional.empty()).stream())
                        .flatMap(List::stream)
                        .collect(Collectors.joining())
                + provenance.modifyingSystem()
                + provenance.sourceOfPreviousValues()
                + equipment.map(Equipment::text).orElse("");
        SpecificCharacterSet charset = before.characterSet();
        if (charset.canEncode(text)) {
            return;
        }
        // Latin-1 holds ASCII, so what is there stays right.
        if (charset.isDefault() && SpecificCharacterSet.LATIN_1.canEncode(text)) {
            after.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
            after.get(Tag.SPECIFIC_CHARACTER_SET).ifPresent(changes::put);
        } else {
            after.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
            changes.recodeToUtf8(charset);
        }
    }

    /** The record of what was (PS3.3 C.12.1.1.9); none when all that changes was not there. */
    private Optional<DataSet> original(DataSet before, DataSet after, List<Integer> different) {
        List<Element> replaced = new ArrayList<>();
        different.forEach(tag -> before.get(tag).ifPresent(replaced::add));
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        DataSet item = after.newItem();
        DataSet modified = item.newItem();
        replaced.forEach(element -> modified.put(inCharacterSetOf(after, before, element)));
        item.putItems(Tag.MODIFIED_ATTRIBUTES_SEQUENCE, modified);
        item.put(Tag.ATTRIBUTE_MODIFICATION_DATE_TIME, provenance.dateTime());
        item.put(Tag.MODIFYING_SYSTEM, provenance.modifyingSystem());
        if (provenance.sourceOfPreviousValues().isEmpty()) {
            item.put(Tag.SOURCE_OF_PREVIOUS_VALUES);
        } else {
            item.put(Tag.SOURCE_OF_PREVIOUS_VALUES, provenance.sourceOfPreviousValues());
        }
        return Optional.of(item.put(
                Tag.REASON_FOR_THE_ATTRIBUTE_MODIFICATION, provenance.reason().name()));
    }

    /**
     * An old value as it is written in the record: in the new character set. The record could say that it is in the old
     * one, but not every receiver looks for a character set within items.
     */
    private static Element inCharacterSetOf(DataSet after, DataSet before, Element element) {
        if (!(element instanceof ValueElement value) || value.vr().kind() != VR.Kind.LOCAL_TEXT) {
            return element;
        }
        String text = before.characterSet().decode(value.bytes(), value.vr());
        SpecificCharacterSet charset = after.characterSet();
        // Bytes that were wrong in their own set stay as they are.
        return charset.canEncode(text)
                ? new ValueElement(element.tag(), element.vr(), charset.encode(text, element.vr()))
                : element;
    }

    /**
     * Copies a data set with the changes; one that has the wanted values already is copied byte for byte. The output is
     * flushed and stays open. Elements that stand where they should not, after others with higher tags, change with the
     * others, but are not looked for when there are no others.
     *
     * @param in buffered
     * @param out buffered
     * @throws DicomFormatException when the data set cannot be read
     * @throws IOException when a stream fails
     */
    public void copy(InputStream in, TransferSyntax syntax, OutputStream out) throws IOException {
        Recorder recorder = new Recorder(in, MAX_HEADER);
        DataSet before = DataSetReader.read(recorder, syntax, HEADER.stopBefore(lastTag() + 1));
        InputStream whole = new SequenceInputStream(recorder.replay(), in);
        Changes changes = changes(before);
        if (changes.isEmpty()) {
            whole.transferTo(out);
            out.flush();
        } else {
            DataSetCopier.copy(whole, syntax, out, syntax, changes);
        }
    }
}
