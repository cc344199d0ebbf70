package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;

@DisplayName("Compressed pixels from anybody")
class FramesFuzzTest {
    /** Small, since the fuzzer is quicker then. */
    private static final TestImage GREY = TestImage.grey(12).size(13, 17);

    private static final TestImage COLOUR = TestImage.colour().size(13, 17);

    /** What no frame is to lead to, though the decoder for JPEG 2000 has a way out of it. */
    private static final String GIVEN_UP = "given up";

    /** An input's first byte chooses among these. */
    private static final List<Codec> CODECS = List.of(Codec.values());

    /** How DCMTK and OpenJPEG make seeds of each: options, or none where the pixels do for themselves. */
    private static String[] compressor(Codec codec) {
        return switch (codec) {
            case RLE -> new String[] {"dcmcrle"};
            case JPEG_BASELINE -> new String[] {"dcmcjpeg", "+eb"};
            case JPEG_EXTENDED -> new String[] {"dcmcjpeg", "+ee"};
            case JPEG_LOSSLESS -> new String[] {"dcmcjpeg", "+el", "+sv", "6"};
            case JPEG_LOSSLESS_SV1 -> new String[] {"dcmcjpeg", "+e1"};
            case JPEG_LS -> new String[] {"dcmcjpls", "+el"};
            case JPEG_LS_NEAR_LOSSLESS -> new String[] {"dcmcjpls", "+en"};
            case JPEG_2000, JPEG_2000_LOSSLESS, UNCOMPRESSED, DEFLATED_FRAMES -> new String[0];
        };
    }

    private static byte[] frame(Codec codec, TestImage image, Path folder) throws IOException {
        if (codec == Codec.JPEG_2000 || codec == Codec.JPEG_2000_LOSSLESS) {
            return codestream(codec, image, folder);
        }
        String[] compressor = compressor(codec);
        if (compressor.length == 0) {
            return image.pixels();
        }
        Path file = folder.resolve(codec + "-" + image.samples() + ".dcm");
        String[] options = Stream.concat(
                        Arrays.stream(compressor).skip(1),
                        Stream.of(image.write(folder).toString(), file.toString()))
                .toArray(String[]::new);
        Dcmtk.run(compressor[0], options);
        return ((FragmentsElement) TestImage.read(file).get(Tag.PIXEL_DATA).orElseThrow())
                .fragments()
                .get(1);
    }

    private static byte[] codestream(Codec codec, TestImage image, Path folder) throws IOException {
        Path source = Files.write(folder.resolve("frame.rawl"), image.pixels());
        Path target = folder.resolve("frame.j2k");
        String format = image.columns() + "," + image.rows() + "," + image.samples() + "," + image.stored() + ",u";
        String loss = codec == Codec.JPEG_2000 ? "10" : "1";
        Dcmtk.run(
                "opj_compress",
                "-i",
                source.toString(),
                "-o",
                target.toString(),
                "-F",
                format,
                "-n",
                "2",
                "-r",
                loss,
                "-t",
                "9,9");
        return Files.readAllBytes(target);
    }

    private interface Seed {
        byte[] make(Codec codec, TestImage image, byte[] frame) throws IOException;
    }

    private static Stream<byte[]> seeds(Seed seed) throws IOException {
        Path folder = Files.createTempDirectory("seeds");
        Stream.Builder<byte[]> seeds = Stream.builder();
        try {
            for (Codec codec : CODECS) {
                boolean narrow = codec == Codec.JPEG_BASELINE;
                for (TestImage image : narrow ? List.of(COLOUR) : List.of(GREY, COLOUR)) {
                    seeds.add(seed.make(codec, image, frame(codec, image, folder)));
                }
            }
        } finally {
            try (Stream<Path> made = Files.walk(folder)) {
                for (Path path : made.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return seeds.build();
    }

    /** The codec, whether there are three colours, and the frame. */
    static Stream<byte[]> frames() throws IOException {
        return seeds((codec, image, frame) -> {
            byte[] input = new byte[frame.length + 2];
            input[0] = (byte) CODECS.indexOf(codec);
            input[1] = (byte) (image.samples() == 3 ? 1 : 0);
            System.arraycopy(frame, 0, input, 2, frame.length);
            return input;
        });
    }

    @DisplayName("are decoded or refused in words")
    @MethodSource("frames")
    @FuzzTest
    void decode(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        Codec codec = CODECS.get(Math.floorMod(input[0], CODECS.size()));
        FrameShape shape = FrameShape.of((input[1] & 1) == 1 ? COLOUR.header() : GREY.header());
        try {
            byte[] frame = Arrays.copyOfRange(input, 2, input.length);
            codec.decoder("YBR_FULL", shape.samples()).decode(frame, shape, new byte[shape.bytes()]);
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain(GIVEN_UP);
        }
    }

    /** The transfer syntax, and a data set in it. */
    static Stream<byte[]> objects() throws IOException {
        return seeds((codec, image, frame) -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(CODECS.indexOf(codec));
            FragmentsElement fragments =
                    new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], even(frame), even(frame)));
            DataSetWriter.write(image.frames(2).header().put(fragments), out, TransferSyntax.of(codec.uid()));
            return out.toByteArray();
        });
    }

    private static byte[] even(byte[] frame) {
        return Arrays.copyOf(frame, frame.length + frame.length % 2);
    }

    @DisplayName("in whole objects are decompressed or refused in words")
    @MethodSource("objects")
    @FuzzTest
    void decompress(byte[] input) throws IOException {
        Codec codec = CODECS.get(input.length == 0 ? 0 : Math.floorMod(input[0], CODECS.size()));
        Path file = Files.createTempFile("fuzz", ".dcm");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                FileMetaInformation.of(Uids.CT_IMAGE, "2.25.1", codec.uid()).write(out);
                out.write(input, Math.min(1, input.length), Math.max(0, input.length - 1));
            }
            Conversion.plan(
                            Part10File.open(file),
                            List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN),
                            Conversion.LossyPixels.MAY_BE_DECOMPRESSED)
                    .writeTo(OutputStream.nullOutputStream());
        } catch (DicomFormatException | NotConvertibleException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain(GIVEN_UP);
        } finally {
            Files.delete(file);
        }
    }
}
