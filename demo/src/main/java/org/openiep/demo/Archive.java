package org.openiep.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

/** The objects of a small PACS: a folder of Part 10 files, and their headers in memory. */
final class Archive {
    private static final int BUFFER = 256 * 1024;

    /** One object. */
    record Kept(Path file, FileMetaInformation meta, DataSet header) {
        String value(int tag) {
            return header.string(tag).orElse("");
        }

        int number() {
            return header.integer(Tag.INSTANCE_NUMBER).orElse(0);
        }
    }

    private final Path folder;
    private final Map<String, Kept> objects = new ConcurrentHashMap<>();

    /** Takes over what the folder holds. */
    Archive(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.dcm")) {
            for (Path file : files) {
                keep(file);
            }
        }
    }

    /** Takes a file that lies in the folder into the index. */
    void keep(Path file) throws IOException {
        Part10File object = Part10File.open(file);
        objects.put(object.meta().sopInstanceUid(), new Kept(file, object.meta(), object.header()));
    }

    /** Writes an object as it comes; one of the same SOP Instance UID is replaced. */
    void keep(FileMetaInformation meta, InputStream dataSet) throws IOException {
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
            Part10Writer.copy(meta, dataSet, out);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Path file = folder.resolve(meta.sopInstanceUid() + ".dcm");
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        keep(file);
    }

    /** Deletes the objects of a study. */
    void remove(String studyInstanceUid) throws IOException {
        for (Kept kept : with(Tag.STUDY_INSTANCE_UID, List.of(studyInstanceUid))) {
            objects.remove(kept.meta().sopInstanceUid());
            Files.delete(kept.file());
        }
    }

    Path folder() {
        return folder;
    }

    Collection<Kept> all() {
        return objects.values();
    }

    /** What has one of the values in a UID attribute, in the order of the instance numbers. */
    List<Kept> with(int tag, Collection<String> uids) {
        return objects.values().stream()
                .filter(kept -> uids.contains(kept.value(tag)))
                .sorted(Comparator.comparingInt(Kept::number))
                .toList();
    }
}
