package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.dcmtk.Dcmtk;

@DisplayName("A frame that keeps the library for JPEG 2000 busy without end, though nobody looked at it before")
class EndlessFrameTest {
    private static final Path INPUTS =
            Path.of("src/test/resources/org/openiep/dicom/convert/FramesFuzzTestInputs/decode");

    @Test
    @DisplayName("is given up, the next is refused, and the program can end")
    void ends() throws IOException {
        String endless = INPUTS.resolve("packet-header-without-end").toString();

        String printed = Dcmtk.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Decoder.class.getName(),
                endless,
                endless);

        // The virtual machine may print lines of its own.
        assertThat(printed.lines().filter(line -> line.endsWith("stuck") || line.equals("decoded")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("given up").endsWith("; 1 stuck"),
                        second -> assertThat(second)
                                .contains("Restart the server")
                                .endsWith("; 1 stuck"));
    }

    /** A program of its own, since the thread that is left behind keeps a processor busy. */
    static final class Decoder {
        private Decoder() {}

        public static void main(String[] inputs) throws IOException {
            BoundedCalls library = new BoundedCalls("Decoding", 1, 1, Duration.ZERO);
            for (String input : inputs) {
                byte[] bytes = Files.readAllBytes(Path.of(input));
                // Two bytes for the fuzzer, then the frame.
                byte[] frame = Arrays.copyOfRange(bytes, 2, bytes.length);
                try {
                    Jpeg2000Decoder.raster(frame, library, Duration.ofSeconds(1));
                    System.out.println("decoded");
                } catch (IOException e) {
                    System.out.println(e.getMessage() + "; " + library.stuck() + " stuck");
                }
            }
        }
    }
}
