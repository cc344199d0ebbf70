package org.openiep.dicom.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;

/**
 * A DICOM file (PS3.10) of which the file meta information has been read.
 *
 * @param path where it is
 * @param meta its group 0002, or what would stand there
 * @param dataSetOffset where its data set begins, in bytes from the start
 */
public record Part10File(Path path, FileMetaInformation meta, long dataSetOffset) {
    /**
     * Opens, reads the file meta information and closes again. A file that has none, but is a data set that is not
     * compressed, gets one made for it here.
     *
     * @throws DicomFormatException when it is no DICOM file
     * @throws IOException when it cannot be read
     */
    public static Part10File open(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1024)) {
            in.mark(BareDataSet.START);
            Optional<BareDataSet> bare = BareDataSet.find(in.readNBytes(BareDataSet.START));
            if (bare.isPresent()) {
                return bare.get().open(path);
            }
            in.reset();
            FileMetaInformation.Located located = FileMetaInformation.readFrom(in);
            return new Part10File(path, located.meta(), located.size());
        }
    }

    /**
     * All that stands before the pixel data, without values above 64 KiB, and without what is told of each frame alone:
     * objects of many thousand frames have more of that than of anything else. What comes after is not read.
     */
    public DataSet header() throws IOException {
        try (InputStream in = dataSet()) {
            return new DataSetReader(in, meta.transferSyntax(), ReadOptions.HEADER)
                    .withoutItemsOf(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                    .read();
        }
    }

    /** The data set, as far as the options say. */
    public DataSet read(ReadOptions options) throws IOException {
        try (InputStream in = dataSet()) {
            return DataSetReader.read(in, meta.transferSyntax(), options);
        }
    }

    /** The data set's bytes as they are in the file; the caller closes. */
    public InputStream dataSet() throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            in.skipNBytes(dataSetOffset);
            return new BufferedInputStream(in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
