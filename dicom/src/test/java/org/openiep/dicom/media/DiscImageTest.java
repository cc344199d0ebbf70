package org.openiep.dicom.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.dcmtk.Dcmtk;

@DisplayName("PS3.12: a disc")
class DiscImageTest {
    private static final Instant MADE = Instant.parse("2026-06-02T13:11:12Z");

    @TempDir
    private Path folder;

    private static void add(DiscImage image, byte[] bytes, String... path) {
        image.add(List.of(path), bytes.length, out -> out.write(bytes));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    @DisplayName("comes out with every file as it went in, of any length, in folders of any size")
    void roundTrip() throws IOException {
        DiscImage image = new DiscImage("IEP_26_0001234", MADE);
        List<Integer> lengths = List.of(0, 1, 2047, 2048, 2049, 300_000);
        for (int length : lengths) {
            add(image, bytes(length), "R" + length + ".TXT");
            add(image, bytes(length), "A", "B", "C", "D", "E", "F", "N" + length);
        }
        for (int i = 0; i < 300; i++) {
            add(image, bytes(i), "MANY", String.format("S%07d", i), "FILE");
            add(image, bytes(i), "MANY", String.format("F%07d", i));
        }

        Path unpacked = Disc.unpack(image, folder);

        assertThat(image.size()).isEqualTo(Files.size(folder.resolve("disc.iso")));
        for (int length : lengths) {
            assertThat(unpacked.resolve("R" + length + ".TXT")).hasBinaryContent(bytes(length));
            assertThat(unpacked.resolve("A/B/C/D/E/F/N" + length)).hasBinaryContent(bytes(length));
        }
        for (int i = 0; i < 300; i++) {
            assertThat(unpacked.resolve(String.format("MANY/S%07d/FILE", i))).hasBinaryContent(bytes(i));
            assertThat(unpacked.resolve(String.format("MANY/F%07d", i))).hasBinaryContent(bytes(i));
        }
        try (Stream<Path> all = Files.walk(unpacked)) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2 * lengths.size() + 600);
        }
    }

    @Test
    @DisplayName("says what it is called")
    void name() throws IOException {
        DiscImage image = new DiscImage("IEP_26_0001234", MADE);
        Disc.unpack(image, folder);

        assertThat(Dcmtk.run("xorriso", "-indev", folder.resolve("disc.iso").toString(), "-pvd_info"))
                .contains("Volume Id    : IEP_26_0001234")
                .contains("Creation Time: 2026060213111200");
    }

    @Test
    @DisplayName("takes no names that a disc cannot have, no file twice and none of more than 4 GiB")
    void refusals() {
        DiscImage image = new DiscImage("X", MADE);
        add(image, bytes(1), "A", "B");
        List<List<String>> wrong = List.of(
                List.of(),
                List.of("lower"),
                List.of("TOOLONGNAME"),
                List.of("A.B", "C"),
                List.of(".."),
                List.of("A.LONG"),
                List.of("A", "B"),
                List.of("A"),
                List.of("A", "B", "C"),
                new ArrayList<>(List.of("1", "2", "3", "4", "5", "6", "7", "8")));
        for (List<String> path : wrong) {
            assertThatThrownBy(() -> image.add(path, 1, out -> out.write(1)))
                    .as("%s", path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> image.add(List.of("BIG"), DiscImage.LONGEST_FILE + 1, out -> {}))
                .hasMessageContaining("4 GiB");
        assertThatThrownBy(() -> new DiscImage("lower", MADE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("is not written on when a file has become shorter or longer meanwhile")
    void changedFile() {
        for (int written : List.of(1, 3)) {
            DiscImage image = new DiscImage("X", MADE);
            image.add(List.of("FILE"), 2, out -> out.write(bytes(written)));
            OutputStream out = new ByteArrayOutputStream();
            assertThatThrownBy(() -> image.writeTo(out))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("FILE of the disc has " + written + " bytes instead of 2");
        }
    }
}
