package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file that is being received")
class IncomingFileTest {
    @TempDir
    Path folder;

    @RepeatedTest(20)
    @DisplayName("Pieces of any size, in any order of sizes, are written one behind the other")
    void pieces(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Path target = folder.resolve("1.dcm");
        try (IncomingFile file = new IncomingFile(
                folder.resolve("1.part"), ByteBuffer.allocateDirect(IncomingFile.BUFFER), Runnable::run)) {
            for (int i = 0; i < 20; i++) {
                byte[] piece = new byte[random.nextInt(random.nextBoolean() ? 2 * IncomingFile.BUFFER : 1000)];
                random.nextBytes(piece);
                expected.writeBytes(piece);
                file.write(piece, 0, piece.length);
            }
            CRC32C crc = new CRC32C();
            crc.update(expected.toByteArray());
            assertThat(file.crc32c()).isEqualTo((int) crc.getValue());
            assertThat(file.size()).isEqualTo(expected.size());
            file.complete(target, repetition.getCurrentRepetition() % 2 == 0);
        }
        assertThat(Files.readAllBytes(target)).isEqualTo(expected.toByteArray());
        assertThat(folder.resolve("1.part")).doesNotExist();
    }

    @Test
    @DisplayName("A file that never became complete is gone")
    void incomplete() throws Exception {
        Path part = folder.resolve("1.part");
        try (IncomingFile file =
                new IncomingFile(part, ByteBuffer.allocateDirect(IncomingFile.BUFFER), Runnable::run)) {
            file.write(new byte[10], 0, 10);
            assertThat(part).exists();
        }
        assertThat(part).doesNotExist();
    }
}
