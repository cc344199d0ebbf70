package org.openiep.dicom.dimse;

import java.io.IOException;
import java.nio.file.Path;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.StreamedData;

/**
 * An object to be sent with C-STORE.
 *
 * @param sopClassUid Affected SOP Class UID
 * @param sopInstanceUid Affected SOP Instance UID
 * @param transferSyntax UID of the encoding that the data set is sent in
 * @param data where the data set comes from
 */
public record OutgoingObject(String sopClassUid, String sopInstanceUid, String transferSyntax, Data data) {

    /** Where a data set comes from. */
    public sealed interface Data {}

    /**
     * From a file, as it lies there.
     *
     * @param offset where the data set begins, in bytes
     */
    public record Stored(Path file, long offset) implements Data {}

    /** Made while it is sent, for example by a conversion. */
    public record Made(StreamedData writer) implements Data {}

    /** A Part 10 file as it is. */
    public static OutgoingObject of(Path part10File) throws IOException {
        return of(Part10File.open(part10File));
    }

    /** A Part 10 file as it is. */
    public static OutgoingObject of(Part10File file) {
        return new OutgoingObject(
                file.meta().sopClassUid(),
                file.meta().sopInstanceUid(),
                file.meta().transferSyntax().uid(),
                new Stored(file.path(), file.dataSetOffset()));
    }

    /** An object whose data set is made while it is sent. */
    public static OutgoingObject made(
            String sopClassUid, String sopInstanceUid, String transferSyntax, StreamedData writer) {
        return new OutgoingObject(sopClassUid, sopInstanceUid, transferSyntax, new Made(writer));
    }
}
