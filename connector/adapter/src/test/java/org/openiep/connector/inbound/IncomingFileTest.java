package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.ReceivedMark;

@DisplayName("A file that is being received")
class IncomingFileTest {
    @TempDir
    Path folder;

    @RepeatedTest(20)
    @DisplayName("Pieces of any size, in any order of sizes, are written one behind the other")
    void pieces(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        Path path = folder.resolve("1");
        try (IncomingFile file = begin(path)) {
            byte[] preamble = new byte[ReceivedMark.LENGTH];
            expected.writeBytes(preamble);
            file.write(preamble, 0, preamble.length);
            for (int i = 0; i < random.nextInt(20); i++) {
                byte[] piece = new byte[random.nextInt(random.nextBoolean() ? 2 * IncomingFile.BUFFER : 1000)];
                random.nextBytes(piece);
                expected.writeBytes(piece);
                file.write(piece, 0, piece.length);
            }
            CRC32C crc = new CRC32C();
            crc.update(expected.toByteArray());
            assertThat(file.crc32c()).isEqualTo((int) crc.getValue());
            assertThat(file.size()).isEqualTo(expected.size());
            assertThat(ReceivedMark.of(path)).isEmpty();
            file.mark(OptionalInt.of(7));
            file.keep(repetition.getCurrentRepetition() % 2 == 0);
        }
        ReceivedMark mark = ReceivedMark.of(path).orElseThrow();
        assertThat(mark.size()).isEqualTo(expected.size());
        assertThat(mark.crc32c()).isEqualTo(ReceivedMark.crc32c(path));
        assertThat(mark.moveMessageId()).hasValue(7);
        byte[] written = Files.readAllBytes(path);
        Arrays.fill(written, 0, ReceivedMark.LENGTH, (byte) 0);
        assertThat(written).isEqualTo(expected.toByteArray());
    }

    @Test
    @DisplayName("A file that never became complete is gone")
    void incomplete() throws Exception {
        Path path = folder.resolve("1");
        try (IncomingFile file = begin(path)) {
            file.write(new byte[10], 0, 10);
            assertThat(path).exists();
        }
        assertThat(path).doesNotExist();
    }

    private static IncomingFile begin(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new IncomingFile(
                new ReadyFiles.Made(path, channel), ByteBuffer.allocateDirect(IncomingFile.BUFFER), Runnable::run);
    }
}
