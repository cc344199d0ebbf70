package org.openiep.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.file.Part10File;
import org.openiep.imaging.InstanceRows.Arrived;

/** What a DICOM file says it is; empty where it does not say. */
public record ObjectIdentity(
        String studyInstanceUid,
        String seriesInstanceUid,
        String sopInstanceUid,
        String sopClassUid,
        String transferSyntaxUid) {
    /** Patient, study and series. What is wrong further on in an object is no reason not to keep it. */
    public static final ReadOptions UP_TO_SERIES = ReadOptions.HEADER.stopBefore(Tag.SERIES_INSTANCE_UID + 1);

    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)*");
    private static final int LONGEST_UID = 64;

    /**
     * Reads a file up to its series.
     *
     * @throws IOException when it is no DICOM file, or cannot be read
     */
    public static ObjectIdentity read(Path file) throws IOException {
        return read(Part10File.open(file));
    }

    /**
     * Reads one that has been opened.
     *
     * @throws IOException when it cannot be read
     */
    public static ObjectIdentity read(Part10File object) throws IOException {
        return of(object, object.read(UP_TO_SERIES));
    }

    /** The same, of a file whose header has been read. */
    public static ObjectIdentity of(Part10File object, DataSet header) {
        return new ObjectIdentity(
                header.string(Tag.STUDY_INSTANCE_UID).orElse(""),
                header.string(Tag.SERIES_INSTANCE_UID).orElse(""),
                object.meta().sopInstanceUid(),
                object.meta().sopClassUid(),
                object.meta().transferSyntax().uid());
    }

    /** Does it say what an image has to say to be sent on: study, series, image and kind, each by a UID (PS3.5 9.1)? */
    public boolean isComplete() {
        return Stream.of(studyInstanceUid, seriesInstanceUid, sopInstanceUid, sopClassUid)
                .allMatch(uid -> uid.length() <= LONGEST_UID && UID.matcher(uid).matches());
    }

    /**
     * As an image that lies in the store.
     *
     * @param file its name there
     * @param content see {@link org.openiep.connector.api.ReceivedMark#crc32c}
     */
    public Arrived arrived(long studyEntryId, String file, long size, int content) {
        return new Arrived(
                studyEntryId, sopInstanceUid, seriesInstanceUid, sopClassUid, transferSyntaxUid, file, size, content);
    }
}
