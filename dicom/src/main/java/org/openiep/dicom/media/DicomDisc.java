package org.openiep.dicom.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openiep.dicom.convert.Conversion;
import org.openiep.dicom.convert.Conversion.LossyPixels;
import org.openiep.dicom.convert.NotConvertibleException;
import org.openiep.dicom.data.CountedStream;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;

/**
 * Objects as a disc that any DICOM workstation reads: DICOMDIR, the objects in {@code IMAGES}, and texts for who holds
 * the disc in the hand (PS3.10, PS3.11 annex D, PS3.12 annex F; IHE PDI). Objects go onto it uncompressed, in explicit
 * VR little endian, as the profile wants it; such as cannot be put into that without loss, or are
 * damaged, stay as they are. They are
 * read and converted while the disc is written; nothing is kept beside them. Not safe for several threads.
 */
public final class DicomDisc {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;

    private final DiscImage image;
    private final MediaDirectoryWriter directory;
    private final Map<String, Integer> studies = new HashMap<>();
    private final Map<String, Series> series = new HashMap<>();
    private final Set<String> objects = new HashSet<>();
    private int compressed;

    /** A folder of the disc. */
    private static final class Series {
        private final int number;
        private int files;

        Series(int number) {
            this.number = number;
        }
    }

    /**
     * Begins with an empty disc.
     *
     * @param name of the disc and of its file-set, 1 to 16 of A to Z, 0 to 9 and underscore
     */
    public DicomDisc(String name, Instant made) {
        this.image = new DiscImage(name, made);
        this.directory = new MediaDirectoryWriter(name);
    }

    /**
     * Adds an object; one that is there already is left out. The file must stay as it is until the disc is written.
     *
     * @throws TooLargeForDiscException when it is longer than a file on a disc can be
     * @throws IOException when it cannot be read
     */
    public void add(Path file) throws IOException {
        Part10File object = Part10File.open(file);
        if (!objects.add(object.meta().sopInstanceUid())) {
            return;
        }
        DataSet header = object.header();
        List<String> fileId = fileId(header);
        if (object.meta().transferSyntax().uid().equals(SYNTAX.uid())) {
            add(object.meta(), header, fileId, Files.size(file), out -> Files.copy(file, out));
            return;
        }
        try {
            addConverted(object, header, fileId);
        } catch (NotConvertibleException | DicomFormatException stays) {
            compressed++;
            add(object.meta(), header, fileId, Files.size(file), out -> Files.copy(file, out));
        }
    }

    /** How long it will be is known only after it was converted once. */
    private void addConverted(Part10File object, DataSet header, List<String> fileId) throws IOException {
        Conversion conversion = Conversion.plan(object, List.of(SYNTAX.uid()), LossyPixels.KEEP_COMPRESSED);
        FileMetaInformation meta = FileMetaInformation.of(
                object.meta().sopClassUid(), object.meta().sopInstanceUid(), SYNTAX.uid());
        DiscImage.Content content = out -> {
            meta.write(out);
            conversion.writeTo(out);
        };
        CountedStream counted = new CountedStream(OutputStream.nullOutputStream());
        content.writeTo(counted);
        add(meta, header, fileId, counted.count(), content);
    }

    private void add(
            FileMetaInformation meta, DataSet header, List<String> fileId, long size, DiscImage.Content content)
            throws IOException {
        if (size > DiscImage.LONGEST_FILE) {
            throw new TooLargeForDiscException(size);
        }
        image.add(fileId, size, content);
        directory.add(meta, header, fileId);
    }

    private List<String> fileId(DataSet header) {
        String study = header.string(Tag.STUDY_INSTANCE_UID).orElse("");
        int studyNumber = studies.computeIfAbsent(study, uid -> studies.size() + 1);
        String uid = header.string(Tag.SERIES_INSTANCE_UID).orElse("");
        Series folder = series.computeIfAbsent(study + " " + uid, key -> new Series(series.size() + 1));
        return List.of(
                "IMAGES",
                String.format(Locale.ROOT, "ST%06d", studyNumber),
                String.format(Locale.ROOT, "SE%06d", folder.number),
                String.format(Locale.ROOT, "IM%06d", ++folder.files));
    }

    /**
     * Adds a text beside the DICOMDIR.
     *
     * @param name such as README.TXT
     * @param text in ASCII, lines ending as Windows has them
     */
    public void addText(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        image.add(List.of(name), bytes.length, out -> out.write(bytes));
    }

    /** Objects on it. */
    public int objects() {
        return objects.size();
    }

    /** Those of them that stayed compressed, which not every workstation reads. */
    public int compressed() {
        return compressed;
    }

    /**
     * The whole; nothing can be added after that.
     *
     * @throws IOException when the directory would be larger than its offsets reach
     */
    public DiscImage finish() throws IOException {
        ByteArrayOutputStream dicomdir = new ByteArrayOutputStream();
        directory.write(dicomdir);
        image.add(List.of("DICOMDIR"), dicomdir.size(), dicomdir::writeTo);
        return image;
    }
}
