package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("Compressed frames that are damaged, by accident or on purpose")
class HostileFramesTest {
    private static final int ROUNDS = 2000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Codec.class)
    @DisplayName("and announce 128 MiB in a few bytes are refused before that much memory is taken")
    void announced(Codec codec) throws IOException {
        TestImage image = TestImage.grey(16).size(8192, 8192);
        byte[] frame = {(byte) 0xFF, (byte) 0xD8, 0, 0};
        Path file = folder.resolve("announced.dcm");
        Part10Writer.write(
                image.header().put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame))),
                TransferSyntax.of(codec.uid()),
                file);
        com.sun.management.ThreadMXBean memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> TestImage.converted(file)).isInstanceOf(NotConvertibleException.class);

        boolean any = codec == Codec.JPEG_2000 || codec == Codec.JPEG_2000_LOSSLESS;
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(any ? 144L << 20 : 16L << 20);
    }

    @Test
    @DisplayName("and are an empty JPEG 2000 frame larger than any image are refused, though only 82 bytes long")
    void emptyJpeg2000() throws IOException {
        FrameShape shape = new FrameShape(8192, 8192, 1, 2, 16, false);
        byte[] frame = HexFormat.of()
                .parseHex("ff4fff5100290000" + "00002000000020000000000000000000" + "00002000000020000000000000000000"
                        + "0001" + "0f0101" + "ff52000c00000001000404040001" + "ff5c00044080"
                        + "ff90000a0000000000000001" + "ff9300ffd9");

        assertThatThrownBy(() -> new Jpeg2000Decoder().decode(frame, shape, new byte[0]))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("67108864 samples");
    }

    @ParameterizedTest
    @CsvSource({
        "RLE, dcmcrle, -q",
        "JPEG_LS, dcmcjpls, +el",
        "JPEG_LOSSLESS_SV1, dcmcjpeg, +e1",
        "JPEG_BASELINE, dcmcjpeg, +eb"
    })
    @DisplayName("are decoded or refused in no time; nothing else happens")
    void mutated(Codec codec, String tool, String option) throws IOException {
        TestImage image = TestImage.colour();
        Path compressed = folder.resolve("compressed.dcm");
        Dcmtk.run(tool, option, image.write(folder).toString(), compressed.toString());
        FragmentsElement pixels = (FragmentsElement)
                TestImage.read(compressed).get(Tag.PIXEL_DATA).orElseThrow();
        byte[] frame = pixels.fragments().get(1);
        FrameShape shape = FrameShape.of(image.header());
        byte[] out = new byte[shape.bytes()];
        FrameDecoder decoder = codec.decoder("YBR_FULL", 3);
        Random random = new Random(20260303);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            int refused = 0;
            for (int round = 0; round < ROUNDS; round++) {
                byte[] changed =
                        Arrays.copyOf(frame, random.nextInt(4) == 0 ? random.nextInt(frame.length) : frame.length);
                // The headers at the beginning are what memory and loops depend on.
                int reach = random.nextBoolean() ? Math.min(700, changed.length) : changed.length;
                for (int i = 0; reach > 0 && i <= random.nextInt(4); i++) {
                    changed[random.nextInt(reach)] = (byte) random.nextInt(256);
                }
                try {
                    decoder.decode(changed, shape, out);
                } catch (DicomFormatException expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                    refused++;
                }
            }
            assertThat(refused).isPositive();
        });
    }
}
