package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.dcmtk.Dcmtk;

@DisplayName("Compressed frames that are damaged, by accident or on purpose")
class HostileFramesTest {
    private static final int ROUNDS = 2000;

    @TempDir
    private Path folder;

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
