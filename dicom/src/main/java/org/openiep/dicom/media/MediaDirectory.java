package org.openiep.dicom.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;

/**
 * A media directory that has been read (PS3.10 8.6): records of patients, their studies, series and objects.
 *
 * @param fileSetId (0004,1130), or empty
 * @param root records of the highest level, in order
 */
public record MediaDirectory(String fileSetId, List<DirectoryRecord> root) {
    private static final ReadOptions BOUNDS = ReadOptions.WHOLE.maxTotal(128L << 20);

    /** PATIENT, STUDY, SERIES, object, and what is below a private one. */
    private static final int MAX_DEPTH = 16;

    private static final int IN_USE = 0xFFFF;

    public MediaDirectory {
        root = List.copyOf(root);
    }

    /**
     * Reads a DICOMDIR. Records that are not in use, and such that cannot be reached, are left out.
     *
     * @throws DicomFormatException when it is none, or its records are linked in a circle or to nowhere
     * @throws IOException when it cannot be read
     */
    public static MediaDirectory read(Path dicomdir) throws IOException {
        Part10File file = Part10File.open(dicomdir);
        if (!file.meta().sopClassUid().equals(Uids.MEDIA_STORAGE_DIRECTORY)) {
            throw new DicomFormatException("This is a DICOM file, but no media directory");
        }
        try (InputStream in = new BufferedInputStream(file.dataSet())) {
            DataSetReader reader = new DataSetReader(in, file.meta().transferSyntax(), BOUNDS);
            DataSet set = reader.read();
            return new Links(set, reader.itemOffsets(Tag.DIRECTORY_RECORD_SEQUENCE), file.dataSetOffset()).resolve();
        }
    }

    /** All records that name a file, wherever they are. */
    public Stream<DirectoryRecord> files() {
        return root.stream().flatMap(MediaDirectory::files);
    }

    private static Stream<DirectoryRecord> files(DirectoryRecord record) {
        Stream<DirectoryRecord> below = record.below().stream().flatMap(MediaDirectory::files);
        return record.fileId().isEmpty() ? below : Stream.concat(Stream.of(record), below);
    }

    /**
     * Where the file of a record is. A record of somebody else's disc does not lead out of the disc.
     *
     * @param folder where the directory is
     * @throws DicomFormatException when the record names no file, or one elsewhere
     */
    public static Path locate(Path folder, DirectoryRecord record) throws DicomFormatException {
        List<String> components = record.fileId();
        Path path = folder;
        for (String component : components) {
            if (!component.matches("[A-Za-z0-9_.-]{1,64}") || component.startsWith(".")) {
                throw new DicomFormatException("A directory record names a file outside of its file-set");
            }
            path = path.resolve(component);
        }
        if (components.isEmpty()) {
            throw new DicomFormatException("A directory record names no file");
        }
        return Files.exists(path) ? path : lowerCase(folder, components);
    }

    /** Some systems show the names of a disc in lower case. */
    private static Path lowerCase(Path folder, List<String> components) {
        Path path = folder;
        for (String component : components) {
            Path asWritten = path.resolve(component);
            path = Files.exists(asWritten) ? asWritten : path.resolve(component.toLowerCase(Locale.ROOT));
        }
        return path;
    }

    /** Follows the offsets from record to record. */
    private static final class Links {
        private final DataSet set;
        private final List<DataSet> items;
        private final Map<Long, Integer> byOffset = new HashMap<>();
        private final BitSet seen = new BitSet();

        Links(DataSet set, List<Long> offsets, long dataSetOffset) {
            this.set = set;
            this.items = set.items(Tag.DIRECTORY_RECORD_SEQUENCE);
            for (int i = 0; i < offsets.size() && i < items.size(); i++) {
                byOffset.put(dataSetOffset + offsets.get(i), i);
            }
        }

        MediaDirectory resolve() throws DicomFormatException {
            long first = set.longInteger(Tag.OFFSET_OF_THE_FIRST_DIRECTORY_RECORD_OF_THE_ROOT_DIRECTORY_ENTITY)
                    .orElse(0);
            return new MediaDirectory(set.string(Tag.FILE_SET_ID).orElse(""), chain(first, 0));
        }

        private List<DirectoryRecord> chain(long first, int depth) throws DicomFormatException {
            if (depth > MAX_DEPTH) {
                throw new DicomFormatException("Directory records are nested more than " + MAX_DEPTH + " deep");
            }
            List<DirectoryRecord> records = new ArrayList<>();
            long offset = first;
            while (offset != 0) {
                Integer index = byOffset.get(offset);
                if (index == null || seen.get(index)) {
                    throw new DicomFormatException("A directory record should be at offset " + offset
                            + " of the file, where there is none, or one that was linked before");
                }
                seen.set(index);
                DataSet item = items.get(index);
                if (item.integer(Tag.RECORD_IN_USE_FLAG).orElse(IN_USE) == IN_USE) {
                    records.add(record(item, depth));
                }
                offset = item.longInteger(Tag.OFFSET_OF_THE_NEXT_DIRECTORY_RECORD)
                        .orElse(0);
            }
            return records.isEmpty() ? Collections.emptyList() : records;
        }

        private DirectoryRecord record(DataSet item, int depth) throws DicomFormatException {
            long lower = item.longInteger(Tag.OFFSET_OF_REFERENCED_LOWER_LEVEL_DIRECTORY_ENTITY)
                    .orElse(0);
            DataSet keys = set.newItem();
            for (Element element : item) {
                switch (element.tag()) {
                    case Tag.OFFSET_OF_THE_NEXT_DIRECTORY_RECORD,
                            Tag.RECORD_IN_USE_FLAG,
                            Tag.OFFSET_OF_REFERENCED_LOWER_LEVEL_DIRECTORY_ENTITY,
                            Tag.DIRECTORY_RECORD_TYPE -> {}
                    default -> keys.put(element);
                }
            }
            String type = item.string(Tag.DIRECTORY_RECORD_TYPE).orElse("");
            return new DirectoryRecord(type, keys, chain(lower, depth + 1));
        }
    }
}
