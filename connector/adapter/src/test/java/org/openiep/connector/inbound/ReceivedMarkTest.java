package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.ReceivedMark;

@DisplayName("The mark of a received file")
class ReceivedMarkTest {
    @TempDir
    Path folder;

    private static byte[] preamble(ReceivedMark mark) {
        assertThat(mark.preamble()).hasSize(ReceivedMark.LENGTH);
        return mark.preamble();
    }

    @Test
    @DisplayName("says again what it was given, with a message ID and without")
    void same() {
        ReceivedMark fetched = new ReceivedMark(5_000_000_000L, -7, OptionalInt.of(65_535));
        ReceivedMark pushed = new ReceivedMark(1, 0, OptionalInt.empty());
        assertThat(ReceivedMark.of(preamble(fetched))).contains(fetched);
        assertThat(ReceivedMark.of(preamble(pushed))).contains(pushed);
    }

    @Test
    @DisplayName("is none where a single bit of it is wrong, or anything else stands there")
    void wrong() throws IOException {
        byte[] preamble = preamble(new ReceivedMark(525_482, 0x1234_5678, OptionalInt.of(3)));
        for (int bit = 0; bit < 28 * Byte.SIZE; bit++) {
            byte[] broken = preamble.clone();
            broken[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(ReceivedMark.of(broken)).as("bit %d", bit).isEmpty();
        }
        assertThat(ReceivedMark.of(new byte[ReceivedMark.LENGTH])).isEmpty();
        assertThat(ReceivedMark.of(new byte[0])).isEmpty();
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(preamble, 20));
        assertThat(ReceivedMark.of(cut)).isEmpty();
    }

    @Test
    @DisplayName("does not change the checksum of the file that it is in; somebody else's preamble counts")
    void checksum() throws IOException {
        byte[] content = new byte[600_000];
        new Random(1).nextBytes(content);
        System.arraycopy(new byte[ReceivedMark.LENGTH], 0, content, 0, ReceivedMark.LENGTH);
        CRC32C crc = new CRC32C();
        crc.update(content);
        int unmarked = (int) crc.getValue();
        Path file = Files.write(folder.resolve("file"), content);
        assertThat(ReceivedMark.crc32c(file)).isEqualTo(unmarked);

        byte[] mark = new ReceivedMark(content.length, unmarked, OptionalInt.empty()).preamble();
        System.arraycopy(mark, 0, content, 0, mark.length);
        assertThat(ReceivedMark.crc32c(Files.write(file, content))).isEqualTo(unmarked);

        content[0] = 'M';
        assertThat(ReceivedMark.crc32c(Files.write(file, content))).isNotEqualTo(unmarked);
        assertThat(ReceivedMark.crc32c(Files.createFile(folder.resolve("empty"))))
                .isZero();
    }
}
