package org.openiep.connector.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Memory that the operating system keeps a file in")
class PageCacheTest {
    private static final byte[] CONTENT = new byte[600_001];

    /** Not in the system's folder for temporary files, which may itself lie in memory. */
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "page-cache");
        file = folder.resolve("1.dcm");
        Arrays.fill(CONTENT, (byte) 7);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(CONTENT));
            channel.force(false);
        }
    }

    @AfterEach
    void remove() throws Exception {
        Files.deleteIfExists(file);
        Files.delete(folder);
    }

    /** What {@code mincore} counts, by util-linux's fincore. */
    private static long bytesInMemory(Path file) throws Exception {
        Process fincore = new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(fincore.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        assertThat(fincore.waitFor()).as(said).isZero();
        return Long.parseLong(said);
    }

    @Test
    @DisplayName("It is given back, and the file is as it was")
    void givenBack() throws Exception {
        assertThat(bytesInMemory(file)).isGreaterThanOrEqualTo(CONTENT.length);
        PageCache.leave(file);
        assertThat(bytesInMemory(file)).isZero();
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    @DisplayName("What has not been forced to the disk yet is not lost")
    void notForced() throws Exception {
        byte[] changed = CONTENT.clone();
        changed[1000] = 9;
        Files.write(file, changed);
        PageCache.leave(file);
        assertThat(file).hasBinaryContent(changed);
    }

    @Test
    @DisplayName("A file that is gone is nothing to complain of")
    void gone() {
        PageCache.leave(folder.resolve("2.dcm"));
    }
}
