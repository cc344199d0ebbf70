package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.Part10File;

@DisplayName("What OpenJPEG compresses without loss, we decompress to what it was")
class Jpeg2000Test {
    @TempDir
    private Path folder;

    /** Debian: {@code apt install libopenjp2-tools}. */
    private byte[] compressed(TestImage image, String... options) throws IOException {
        byte[] pixels = image.pixels();
        byte[] raw = pixels;
        if (image.samples() == 3) {
            // Raw files have a plane for each colour.
            raw = new byte[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                raw[i % 3 * (pixels.length / 3) + i / 3] = pixels[i];
            }
        }
        Path source = Files.write(folder.resolve("frame.rawl"), raw);
        Path target = folder.resolve("frame.j2k");
        String format = image.columns() + "," + image.rows() + "," + image.samples() + "," + image.stored() + ","
                + (image.signed() ? "s" : "u");
        Stream<String> arguments = Stream.of("-i", source.toString(), "-o", target.toString(), "-F", format, "-n", "1");
        Dcmtk.run("opj_compress", Stream.concat(arguments, Stream.of(options)).toArray(String[]::new));
        return Files.readAllBytes(target);
    }

    static Stream<TestImage> images() {
        return Stream.of(
                TestImage.grey(8),
                TestImage.grey(12),
                TestImage.grey(16),
                TestImage.grey(16).asSigned(),
                TestImage.grey(12).size(200, 130),
                TestImage.colour());
    }

    @ParameterizedTest
    @MethodSource("images")
    @DisplayName("grey and colour, 8 to 16 bits, with and without sign")
    void lossless(TestImage image) throws IOException {
        String photometric = image.samples() == 3 ? "YBR_RCT" : image.photometric();
        Path file = image.encapsulated(folder, Uids.JPEG_2000_LOSSLESS, photometric, compressed(image));

        DataSet converted = TestImage.converted(file);

        assertThat(converted.string(Tag.PHOTOMETRIC_INTERPRETATION)).contains(image.photometric());
        byte[] pixels = converted.bytes(Tag.PIXEL_DATA).orElseThrow();
        assertThat(Arrays.mismatch(Arrays.copyOf(pixels, image.pixels().length), image.pixels()))
                .as("first byte that differs")
                .isEqualTo(-1);
    }

    @Test
    @DisplayName("in tiles and with several resolutions")
    void tiles() throws IOException {
        TestImage image = TestImage.grey(12).size(150, 130);
        Path file = image.encapsulated(
                folder, Uids.JPEG_2000_LOSSLESS, image.photometric(), compressed(image, "-t", "64,64", "-n", "3"));

        assertThat(TestImage.converted(file).bytes(Tag.PIXEL_DATA).orElseThrow())
                .isEqualTo(image.pixels());
    }

    @Test
    @DisplayName("a tile that announces 4 GB is refused, though the library answers it with an error of its own")
    void longTile() throws IOException {
        TestImage image = TestImage.grey(8);
        byte[] frame = compressed(image);
        int tile = indexOfStartOfTile(frame);
        Arrays.fill(frame, tile + 6, tile + 10, (byte) 0xFF);
        Path file = image.encapsulated(folder, Uids.JPEG_2000_LOSSLESS, "MONOCHROME2", frame);

        assertThatThrownBy(() -> TestImage.converted(file))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessageContaining("JPEG 2000");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 36})
    @DisplayName("tiles that begin beyond the image's first column or row are refused")
    void tilesElsewhere(int offset) throws IOException {
        TestImage image = TestImage.grey(8);
        byte[] frame = compressed(image);
        frame[offset] = 1;
        Path file = image.encapsulated(folder, Uids.JPEG_2000_LOSSLESS, "MONOCHROME2", frame);

        assertThatThrownBy(() -> TestImage.converted(file))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessageContaining("first tile");
    }

    private static int indexOfStartOfTile(byte[] frame) {
        int at = 0;
        while ((frame[at] & 0xFF) != 0xFF || (frame[at + 1] & 0xFF) != 0x90) {
            at++;
        }
        return at;
    }

    @Test
    @DisplayName("damage and another size than the header's are refused")
    void damaged() throws IOException {
        TestImage image = TestImage.grey(8);
        byte[] good = compressed(image);
        Path other = image.size(60, 47).encapsulated(folder, Uids.JPEG_2000_LOSSLESS, "MONOCHROME2", good);
        Path cut = image.encapsulated(folder, Uids.JPEG_2000_LOSSLESS, "MONOCHROME2", Arrays.copyOf(good, 90));
        for (Path file : List.of(other, cut)) {
            Part10File object = Part10File.open(file);
            assertThatThrownBy(() -> Conversion.plan(
                            object, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN), Conversion.LossyPixels.KEEP_COMPRESSED))
                    .isInstanceOf(NotConvertibleException.class);
        }
    }

    @Test
    @DisplayName("a frame that takes longer than is allowed is given up, and its thread ends")
    void tooLong() throws IOException {
        byte[] frame = compressed(TestImage.grey(16).size(1500, 1500));
        BoundedCalls library = new BoundedCalls("Decoding", 1, 1, Duration.ZERO);

        assertThatThrownBy(() -> Jpeg2000Decoder.raster(frame, library, Duration.ZERO))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("given up");
        await().until(() -> library.stuck() == 0);
    }

    @Test
    @DisplayName(
            "a frame that keeps the library busy without reading on is ended too, so that others are decoded after it")
    void endless() throws IOException {
        // We refuse it before: it stands for what is not known. Two bytes for the fuzzer that found it, then the frame.
        byte[] found = Files.readAllBytes(Path.of("src/test/resources/org/openiep/dicom/convert/FramesFuzzTestInputs"
                + "/decode/packet-header-without-end"));
        byte[] frame = Arrays.copyOfRange(found, 2, found.length);
        BoundedCalls library = new BoundedCalls("Decoding", 1, 1, Duration.ZERO);

        assertThatThrownBy(() -> Jpeg2000Decoder.raster(frame, library, Duration.ofSeconds(1)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("given up");
        await().until(() -> library.stuck() == 0);

        TestImage image = TestImage.grey(8);
        assertThat(Jpeg2000Decoder.raster(compressed(image), library, Duration.ofMinutes(1))
                        .getWidth())
                .isEqualTo(image.columns());
    }
}
