package org.openiep.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openiep.acceptance.peer.Tool;

/** A file system of its own in memory, small enough to be filled. To mount it takes the rights of root. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Path ballast;
    private boolean isProtected;

    /** Mounts it on the folder, which is made. */
    SmallDisk(Path folder, int mebibytes) {
        this.folder = folder.toAbsolutePath();
        this.ballast = this.folder.resolve("ballast");
        try {
            Files.createDirectories(this.folder);
            run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", this.folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("A small file system is needed, and cannot be mounted without root.", e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Fills it, but for so many bytes. */
    void leave(long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace() - bytes;
        run("fallocate", "-l", Long.toString(free), ballast.toString());
    }

    /** There is space again. */
    void makeSpace() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /**
     * From now on nothing can be written to it. What is open stays open, as when the system gives up writing to a disk: so
     * a protected view is laid over it, since a file system with open files cannot be protected itself.
     */
    void protect() throws IOException {
        run("mount", "--bind", folder.toString(), folder.toString());
        run("mount", "-o", "remount,bind,ro", folder.toString());
        isProtected = true;
    }

    /** It can be written again. */
    void unprotect() throws IOException {
        if (isProtected) {
            run("umount", "--lazy", folder.toString());
            isProtected = false;
        }
    }

    private static void run(String... command) throws IOException {
        Tool.run(Path.of("/"), command);
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }
}
