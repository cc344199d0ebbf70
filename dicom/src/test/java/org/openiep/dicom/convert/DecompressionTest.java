package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.Part10File;

@DisplayName("What DCMTK compresses, we decompress to the same bits as DCMTK")
class DecompressionTest {
    @TempDir
    private Path folder;

    private Path run(String tool, Path from, String... options) throws IOException {
        Path to = folder.resolve("made-" + Uids.generate() + ".dcm");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(from.toString());
        arguments.add(to.toString());
        Dcmtk.run(tool, arguments.toArray(String[]::new));
        return to;
    }

    @Test
    @DisplayName("and a photometric interpretation that is none stays what it is")
    void strangePhotometric() throws IOException {
        TestImage image = TestImage.colour();
        Path compressed = folder.resolve("compressed.dcm");
        Dcmtk.run("dcmcrle", image.write(folder).toString(), compressed.toString());
        byte[] bytes = Files.readAllBytes(compressed);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("RGB ");
        bytes[at + 1] = (byte) 0xE9;
        Path strange = Files.write(folder.resolve("strange.dcm"), bytes);

        DataSet converted = TestImage.converted(strange);

        assertThat(converted.bytes(Tag.PHOTOMETRIC_INTERPRETATION).orElseThrow())
                .isEqualTo("R\u00e9B ".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(converted.bytes(Tag.PIXEL_DATA).orElseThrow()).startsWith(image.pixels());
    }

    private void isAsDcmtkHasIt(Path compressed, String decoder, String... options) throws IOException {
        DataSet theirs = TestImage.read(run(decoder, compressed, options));
        DataSet ours = TestImage.converted(compressed);
        assertThat(ours.strings(Tag.PHOTOMETRIC_INTERPRETATION))
                .isEqualTo(theirs.strings(Tag.PHOTOMETRIC_INTERPRETATION));
        assertThat(ours.strings(Tag.PLANAR_CONFIGURATION)).isEqualTo(theirs.strings(Tag.PLANAR_CONFIGURATION));
        assertThat(ours.strings(Tag.BITS_STORED)).isEqualTo(theirs.strings(Tag.BITS_STORED));
        assertSame(ours, theirs);
    }

    private static void assertSame(DataSet ours, DataSet theirs) {
        byte[] a = ours.bytes(Tag.PIXEL_DATA).orElseThrow();
        byte[] b = theirs.bytes(Tag.PIXEL_DATA).orElseThrow();
        assertThat(a.length).isEqualTo(b.length);
        assertThat(Arrays.mismatch(a, b)).as("first byte that differs").isEqualTo(-1);
    }

    static Stream<TestImage> images() {
        return Stream.of(
                TestImage.grey(8),
                TestImage.grey(8).frames(3),
                TestImage.grey(12),
                TestImage.grey(16),
                TestImage.grey(16).asSigned(),
                TestImage.grey(12).asSigned().frames(2),
                TestImage.grey(8).size(1, 1),
                TestImage.grey(12).size(300, 1),
                TestImage.grey(16).size(1, 300),
                TestImage.colour(),
                TestImage.colour().frames(2));
    }

    @ParameterizedTest
    @MethodSource("images")
    @DisplayName("RLE Lossless (PS3.5 G)")
    void rle(TestImage image) throws IOException {
        Path compressed = run("dcmcrle", image.write(folder));
        isAsDcmtkHasIt(compressed, "dcmdrle");
        assertThat(TestImage.converted(compressed).bytes(Tag.PIXEL_DATA).orElseThrow())
                .startsWith(image.pixels());
    }

    @ParameterizedTest
    @MethodSource("images")
    @DisplayName("JPEG Lossless, first-order prediction (T.81 process 14, selection value 1)")
    void jpegLosslessSv1(TestImage image) throws IOException {
        Path compressed = run("dcmcjpeg", image.write(folder), "+e1");
        isAsDcmtkHasIt(compressed, "dcmdjpeg");
        assertThat(TestImage.converted(compressed).bytes(Tag.PIXEL_DATA).orElseThrow())
                .startsWith(image.pixels());
    }

    static Stream<Arguments> predictors() {
        return IntStream.rangeClosed(1, 7)
                .boxed()
                .flatMap(p -> Stream.of(TestImage.grey(8), TestImage.grey(16), TestImage.colour())
                        .map(image -> Arguments.of(p, image)));
    }

    @ParameterizedTest
    @MethodSource("predictors")
    @DisplayName("JPEG Lossless with each predictor (T.81 process 14)")
    void jpegLossless(int predictor, TestImage image) throws IOException {
        Path compressed = run("dcmcjpeg", image.write(folder), "+el", "+sv", Integer.toString(predictor));
        isAsDcmtkHasIt(compressed, "dcmdjpeg");
    }

    static Stream<Arguments> jpegLsKinds() {
        return images().flatMap(image -> Stream.of("+il", "+is", "+in")
                .filter(mode -> image.samples() > 1 || mode.equals("+in"))
                .map(mode -> Arguments.of(image, mode)));
    }

    @ParameterizedTest
    @MethodSource("jpegLsKinds")
    @DisplayName("JPEG-LS Lossless in each interleave mode (T.87)")
    void jpegLs(TestImage image, String interleave) throws IOException {
        Path compressed = run("dcmcjpls", image.write(folder), "+el", interleave);
        isAsDcmtkHasIt(compressed, "dcmdjpls");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    @DisplayName("JPEG-LS Near-Lossless (T.87), where that is allowed")
    void jpegLsNear(int deviation) throws IOException {
        for (TestImage image : List.of(TestImage.grey(8), TestImage.grey(12), TestImage.colour())) {
            for (String interleave : image.samples() > 1 ? List.of("+il", "+is", "+in") : List.of("+in")) {
                Path compressed =
                        run("dcmcjpls", image.write(folder), "+en", "+md", Integer.toString(deviation), interleave);
                isAsDcmtkHasIt(compressed, "dcmdjpls");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+s4", "+s2"})
    @DisplayName("JPEG Baseline with colours in full and half resolution (T.81 process 1), where that is allowed")
    void jpegBaseline(String sampling) throws IOException {
        for (TestImage image : List.of(TestImage.colour(), TestImage.colour().size(64, 33), TestImage.grey(8))) {
            Path compressed = run("dcmcjpeg", image.write(folder), "+eb", sampling);
            isAsDcmtkHasIt(compressed, "dcmdjpeg");
        }
    }

    @Test
    @DisplayName("JPEG Baseline with colours in a quarter of the resolution, as photographs have it")
    void jpegBaselineQuarter() throws IOException {
        for (int columns : new int[] {47, 48, 2}) {
            TestImage image = TestImage.colour().size(61, columns);
            isAsDcmtkHasIt(image.encapsulated(folder, Uids.JPEG_BASELINE, "YBR_FULL", image.asJpeg()), "dcmdjpeg");
        }
    }

    @Test
    @DisplayName("JPEG Extended with 12 bits (T.81 process 4), where that is allowed")
    void jpegExtended() throws IOException {
        for (TestImage image : List.of(TestImage.grey(12), TestImage.grey(12).size(16, 200))) {
            Path compressed = run("dcmcjpeg", image.write(folder), "+ee", "+q", "95");
            assertThat(Part10File.open(compressed).meta().transferSyntax().uid())
                    .isEqualTo(Uids.JPEG_EXTENDED);
            isAsDcmtkHasIt(compressed, "dcmdjpeg");
            assertThat(TestImage.converted(compressed).string(Tag.LOSSY_IMAGE_COMPRESSION))
                    .contains("01");
        }
    }

    @Test
    @DisplayName("PS3.5 A.4: frames of several fragments, found by the offset table and without one")
    void fragments() throws IOException {
        Path original = TestImage.grey(16).size(80, 80).frames(5).write(folder);
        for (String table : List.of("+ot", "-ot")) {
            Path compressed = run("dcmcjpeg", original, "+e1", "+fs", "1", table);
            isAsDcmtkHasIt(compressed, "dcmdjpeg");
        }
    }

    static Stream<TransferSyntax> targets() {
        return Stream.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("targets")
    @DisplayName("into every encoding without fragments")
    void otherTargets(TransferSyntax to) throws IOException {
        for (TestImage image : List.of(TestImage.grey(16).frames(2), TestImage.colour())) {
            Path original = image.write(folder);
            Path compressed = run("dcmcjpeg", original, "+e1");
            assertSame(TestImage.converted(compressed, to), TestImage.read(original));
        }
    }

    @Test
    @DisplayName("damaged frames are refused before anything is written")
    void damaged() throws IOException {
        for (String tool : List.of("dcmcjpeg", "dcmcjpls", "dcmcrle")) {
            byte[] bytes = Files.readAllBytes(run(tool, TestImage.grey(16).write(folder)));
            // The pixel data is at the end; its second half becomes the delimiter.
            byte[] cut = Arrays.copyOf(bytes, bytes.length - 2000);
            Path file = Files.write(folder.resolve("cut.dcm"), cut);
            Part10File object = Part10File.open(file);
            assertThatThrownBy(() -> Conversion.plan(
                            object, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN), Conversion.LossyPixels.KEEP_COMPRESSED))
                    .isInstanceOf(NotConvertibleException.class);
        }
    }
}
