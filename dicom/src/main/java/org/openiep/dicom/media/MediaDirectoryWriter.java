package org.openiep.dicom.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;

/**
 * Makes the DICOMDIR of a file-set after the general purpose profiles (PS3.11 annex D). Files are added one by one; of
 * each, only the keys of its record are held. What an object lacks of the keys that a record must have is filled in
 * with something that says nothing: the objects themselves are not changed. Not safe for several threads.
 */
public final class MediaDirectoryWriter {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final Pattern FILE_ID = Pattern.compile("[A-Z0-9_]{1,8}");
    private static final int MAX_COMPONENTS = 8;
    private static final int IN_USE = 0xFFFF;

    /** Tag, VR, reserved bytes and length of the sequence. */
    private static final int SEQUENCE_HEADER = 12;

    private static final int ITEM_HEADER = 8;

    private final String fileSetId;
    private final Map<String, Node> patients = new LinkedHashMap<>();

    /** A record, those below it by what names them, and where it is in the file. */
    private static final class Node {
        private final String type;
        private final DataSet keys;
        private final Map<String, Node> below = new LinkedHashMap<>();
        private long offset;

        Node(String type, DataSet keys) {
            this.type = type;
            this.keys = keys;
        }
    }

    /** @param fileSetId what the medium is called, at most 16 of A to Z, 0 to 9 and underscore; may be empty */
    public MediaDirectoryWriter(String fileSetId) {
        if (!fileSetId.matches("[A-Z0-9_ ]{0,16}")) {
            throw new IllegalArgumentException("A File-set ID has at most 16 of A to Z, 0 to 9 and underscore");
        }
        this.fileSetId = fileSetId;
    }

    /**
     * Adds a file.
     *
     * @param fileId its path below the directory's folder, up to 8 components of up to 8 characters of A to Z, 0 to 9
     *     and underscore (PS3.10 8.2)
     * @throws IllegalArgumentException when the path is not so
     * @throws IOException when the file cannot be read
     */
    public void add(Part10File file, List<String> fileId) throws IOException {
        add(file.meta(), file.header(), fileId);
    }

    /** Adds a file of which the header has been read already. */
    public void add(FileMetaInformation meta, DataSet header, List<String> fileId) {
        if (fileId.isEmpty()
                || fileId.size() > MAX_COMPONENTS
                || !fileId.stream().allMatch(part -> FILE_ID.matcher(part).matches())) {
            throw new IllegalArgumentException("The path of a file in a file-set has up to 8 components of up to 8 "
                    + "characters of A to Z, 0 to 9 and underscore");
        }
        Records records = new Records(header);
        Node patient = node(patients, records.patientKey(), "PATIENT", records::patient);
        Node study = node(patient.below, records.studyKey(), "STUDY", records::study);
        Node series = node(study.below, records.seriesKey(), "SERIES", records::series);
        RecordType type = RecordType.of(meta.sopClassUid());
        series.below.computeIfAbsent(
                meta.sopInstanceUid(),
                uid -> new Node(type.term(), records.instance(type, meta, fileId, series.below.size() + 1)));
    }

    private static Node node(Map<String, Node> level, String key, String type, IntFunction<DataSet> keys) {
        return level.computeIfAbsent(key, k -> new Node(type, keys.apply(level.size() + 1)));
    }

    /**
     * Writes the DICOMDIR. The stream is flushed and stays open.
     *
     * @throws IOException when the stream fails, or the directory would be larger than its 32-bit offsets reach
     */
    public void write(OutputStream out) throws IOException {
        String uid = Uids.generate();
        FileMetaInformation meta = FileMetaInformation.of(Uids.MEDIA_STORAGE_DIRECTORY, uid, SYNTAX.uid());
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        meta.write(head);
        List<Node> order = new ArrayList<>();
        collect(patients, order);
        DataSet front = front(0, 0);
        long at = (long) head.size() + encoded(front).length + SEQUENCE_HEADER;
        for (Node node : order) {
            node.offset = at;
            at += (long) ITEM_HEADER + encoded(item(node, 0)).length;
        }
        if (at > 0xFFFFFFFEL) {
            throw new IOException("The directory would have " + at + " bytes, more than its offsets reach");
        }
        List<Node> roots = List.copyOf(patients.values());
        DataSet set = front(
                roots.isEmpty() ? 0 : roots.get(0).offset, roots.isEmpty() ? 0 : roots.get(roots.size() - 1).offset);
        List<DataSet> items = new ArrayList<>();
        items(patients, items);
        set.putItems(Tag.DIRECTORY_RECORD_SEQUENCE, items);
        out.write(head.toByteArray());
        DataSetWriter.write(set, out, SYNTAX);
    }

    private DataSet front(long first, long last) {
        return new DataSet()
                .put(Tag.FILE_SET_ID, fileSetId.isEmpty() ? new String[0] : new String[] {fileSetId})
                .put(Tag.OFFSET_OF_THE_FIRST_DIRECTORY_RECORD_OF_THE_ROOT_DIRECTORY_ENTITY, Long.toString(first))
                .put(Tag.OFFSET_OF_THE_LAST_DIRECTORY_RECORD_OF_THE_ROOT_DIRECTORY_ENTITY, Long.toString(last))
                .putInt(Tag.FILE_SET_CONSISTENCY_FLAG, 0);
    }

    /** Each record before those below it. */
    private static void collect(Map<String, Node> level, List<Node> order) {
        for (Node node : level.values()) {
            order.add(node);
            collect(node.below, order);
        }
    }

    private static void items(Map<String, Node> level, List<DataSet> items) {
        List<Node> nodes = List.copyOf(level.values());
        for (int i = 0; i < nodes.size(); i++) {
            items.add(item(nodes.get(i), i + 1 < nodes.size() ? nodes.get(i + 1).offset : 0));
            items(nodes.get(i).below, items);
        }
    }

    private static DataSet item(Node node, long next) {
        long lower = node.below.values().stream()
                .findFirst()
                .map(below -> below.offset)
                .orElse(0L);
        DataSet item = new DataSet()
                .put(Tag.OFFSET_OF_THE_NEXT_DIRECTORY_RECORD, Long.toString(next))
                .putInt(Tag.RECORD_IN_USE_FLAG, IN_USE)
                .put(Tag.OFFSET_OF_REFERENCED_LOWER_LEVEL_DIRECTORY_ENTITY, Long.toString(lower))
                .put(Tag.DIRECTORY_RECORD_TYPE, node.type);
        for (Element element : node.keys) {
            item.put(element);
        }
        return item;
    }

    private static byte[] encoded(DataSet set) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, SYNTAX);
        return out.toByteArray();
    }
}
