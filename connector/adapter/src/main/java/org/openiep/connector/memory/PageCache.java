package org.openiep.connector.memory;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The memory in which the operating system keeps what was written to files and read from them. Linux can be told that a
 * file need not stay there ({@code posix_fadvise}); elsewhere nothing happens.
 */
public final class PageCache {
    private static final System.Logger LOG = System.getLogger(PageCache.class.getName());

    private static final int READ_ONLY = 0;

    /** {@code POSIX_FADV_DONTNEED} of all processors that Linux runs on but s390. */
    private static final int DONT_NEED = 4;

    private static final NativeLong WHOLE_FILE = new NativeLong(0);

    private static final Optional<CLibrary> LIBRARY = library();

    /** Calls of the C library; what they ask for is a favour, so their failures mean nothing. */
    private static final class CLibrary {
        /** @return negative when the file cannot be opened */
        native int open(String path, int flags);

        native int posix_fadvise(int file, NativeLong offset, NativeLong length, int advice);

        native int close(int file);
    }

    private PageCache() {}

    private static Optional<CLibrary> library() {
        if (!Platform.isLinux() || Platform.ARCH.startsWith("s390")) {
            return Optional.empty();
        }
        try {
            Native.register(CLibrary.class, Platform.C_LIBRARY_NAME);
            return Optional.of(new CLibrary());
        } catch (LinkageError | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "Images stay in memory for as long as the operating system keeps them.",
                    e);
            return Optional.empty();
        }
    }

    /** Gives back the memory that a file takes, but for what has not been forced to the disk. */
    public static void leave(Path file) {
        LIBRARY.ifPresent(library -> {
            int open = library.open(file.toString(), READ_ONLY);
            if (open >= 0) {
                library.posix_fadvise(open, WHOLE_FILE, WHOLE_FILE, DONT_NEED);
                library.close(open);
            }
        });
    }
}
