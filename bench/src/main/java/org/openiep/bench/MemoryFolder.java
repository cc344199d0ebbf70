package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openiep.demo.FolderTree;

/**
 * A folder for files that nobody forces to disk: on a file system in memory, so that what the disk does meanwhile is not
 * measured, or on the disk where there is none with room enough. It goes when this is closed, or the bench is ended by a
 * signal: what is left in memory would be taken from the machine until it starts again.
 */
final class MemoryFolder implements AutoCloseable {
    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final long ROOM = 2L << 30;

    private final Path path;
    private final AtExit atExit;

    private MemoryFolder(Path path) {
        this.path = path;
        this.atExit = new AtExit(this::removeWhatCan);
    }

    /** @param otherwise an empty folder on the disk */
    static MemoryFolder make(Path otherwise) throws IOException {
        boolean there =
                Files.isWritable(IN_MEMORY) && Files.getFileStore(IN_MEMORY).getUsableSpace() >= ROOM;
        return new MemoryFolder(there ? Files.createTempDirectory(IN_MEMORY, "iep-bench") : otherwise);
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** A new folder in it. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /** Deletes all objects. */
    void clear() throws IOException {
        List<Path> objects;
        try (Stream<Path> files = Files.find(path, 3, (file, attributes) -> attributes.isRegularFile())) {
            objects = files.filter(file -> !file.toString().endsWith(".log")).toList();
        }
        for (Path object : objects) {
            Files.delete(object);
        }
    }

    /** Those who write here may still be ending. */
    private void removeWhatCan() {
        try {
            FolderTree.remove(path);
        } catch (IOException e) {
            Plan.say("%s is left: %s", path, e);
        }
    }

    @Override
    public void close() throws IOException {
        FolderTree.remove(path);
        atExit.close();
    }
}
