package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file's last way to the disk")
class ForcingTest {
    private final List<Runnable> left = new ArrayList<>();

    @TempDir
    Path folder;

    private FileChannel channel;
    private IncomingFile file;

    @BeforeEach
    void receive() throws IOException {
        Path path = folder.resolve("1" + IncomingFile.ENDING);
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file = new IncomingFile(
                new ReadyFiles.Made(path, channel), ByteBuffer.allocate(IncomingFile.BUFFER), Runnable::run);
        file.write(new byte[1000], 0, 1000);
        file.mark(OptionalInt.empty());
    }

    @Test
    @DisplayName("is another thread's, and over before anybody waits")
    void elsewhere() throws IOException {
        Forcing forcing = new Forcing(file, true);
        assertThat(forcing.isOver()).isFalse();
        forcing.begin(Runnable::run);
        assertThat(forcing.isOver()).isTrue();
        forcing.await();
        file.close();
        assertThat(file.path()).exists();
    }

    @Test
    @DisplayName("is done by whoever waits where no other thread has come to it, and once only")
    void here() throws IOException {
        Forcing forcing = new Forcing(file, true);
        forcing.begin(left::add);
        forcing.await();
        assertThat(channel.isOpen()).isFalse();
        assertThat(left).hasSize(1);
        left.get(0).run();
        file.close();
        assertThat(file.path()).exists();
    }

    @Test
    @DisplayName("is done by whoever waits where there are no threads")
    void noThreads() throws IOException {
        Forcing forcing = new Forcing(file, true);
        forcing.begin(work -> {
            throw new RejectedExecutionException();
        });
        forcing.await();
        file.close();
        assertThat(file.path()).exists();
    }

    @Test
    @DisplayName("fails for whoever waits when it fails elsewhere, and the file does not stay")
    void fails() throws IOException {
        Forcing forcing = new Forcing(file, true);
        channel.close();
        forcing.begin(Runnable::run);
        assertThatThrownBy(forcing::await).isInstanceOf(IOException.class);
        file.close();
        assertThat(file.path()).doesNotExist();
    }
}
