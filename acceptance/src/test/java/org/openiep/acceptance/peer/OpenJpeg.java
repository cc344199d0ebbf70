package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

/** JPEG 2000 by OpenJPEG, since DCMTK has none. Debian: {@code apt install libopenjp2-tools}. */
public final class OpenJpeg {
    private OpenJpeg() {}

    /**
     * Writes an image of one grey frame of 16 bits without sign again, compressed without loss.
     *
     * @param folder for what is needed on the way
     */
    public static void compress(Path folder, Path image, Path target) throws IOException {
        DataSet object = Part10File.open(image).read(ReadOptions.WHOLE);
        byte[] pixels = object.bytes(Tag.PIXEL_DATA).orElseThrow();
        Path raw = Files.write(folder.resolve("frame.rawl"), pixels);
        Path codestream = folder.resolve("frame.j2k");
        Files.deleteIfExists(codestream);
        String shape = object.integer(Tag.COLUMNS).orElseThrow() + ","
                + object.integer(Tag.ROWS).orElseThrow() + ",1,"
                + object.integer(Tag.BITS_STORED).orElseThrow() + ",u";
        Tool.run(folder, "opj_compress", "-i", raw.toString(), "-o", codestream.toString(), "-F", shape);
        byte[] frame = Files.readAllBytes(codestream);
        byte[] even = Arrays.copyOf(frame, frame.length + frame.length % 2);
        object.put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], even)));
        Part10Writer.write(object, TransferSyntax.of(Uids.JPEG_2000_LOSSLESS), target);
    }
}
