package org.openiep.dicom.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;

/** Writes DICOM files (PS3.10). */
public final class Part10Writer {
    private Part10Writer() {}

    /**
     * Writes a file to a stream, whose data set comes from elsewhere and is not looked at; nothing is held but a small
     * buffer. The stream is flushed and stays open.
     *
     * @param dataSet its bytes, encoded in the transfer syntax of {@code meta}; read to the end
     * @return bytes of the data set
     */
    public static long copy(FileMetaInformation meta, InputStream dataSet, OutputStream out) throws IOException {
        meta.write(out);
        long length = dataSet.transferTo(out);
        out.flush();
        return length;
    }

    /**
     * Writes a data set as a new file.
     *
     * @param dataSet has SOP Class UID (0008,0016) and SOP Instance UID (0008,0018)
     * @throws IllegalArgumentException when one of these is missing, or the data set cannot be encoded
     * @throws IOException when the file exists, or cannot be written
     */
    public static void write(DataSet dataSet, TransferSyntax syntax, Path path) throws IOException {
        FileMetaInformation meta = FileMetaInformation.of(
                required(dataSet, Tag.SOP_CLASS_UID), required(dataSet, Tag.SOP_INSTANCE_UID), syntax.uid());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), 65536)) {
            meta.write(out);
            DataSetWriter.write(dataSet, out, syntax);
        }
    }

    private static String required(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .orElseThrow(() -> new IllegalArgumentException("The data set has no " + Dictionary.describe(tag)));
    }
}
