package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that a server uses a folder, for as long as it lives: a lock on a file in it, which the operating system takes
 * away with the process, however that ends.
 */
final class InUse implements Closeable {
    private static final String NAME = "in-use";
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final FileChannel file;

    private InUse(FileChannel file) {
        this.file = file;
    }

    /** May the folder be some server's at all? */
    static boolean isMarked(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** Takes the folder; empty when another has it, in this virtual machine or elsewhere. */
    static Optional<InUse> take(Path folder) throws IOException {
        FileChannel file = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = file.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException e) {
            taken = false;
        } finally {
            if (!taken) {
                file.close();
            }
        }
        return taken ? Optional.of(new InUse(file)) : Optional.empty();
    }

    /** The same, with patience for one that is about to let go of it. */
    static Optional<InUse> take(Path folder, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        Optional<InUse> taken = take(folder);
        while (taken.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            taken = take(folder);
        }
        return taken;
    }

    /** Lets go of it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
