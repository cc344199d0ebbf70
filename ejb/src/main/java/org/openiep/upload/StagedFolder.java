package org.openiep.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.imaging.ObjectIdentity;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;

/**
 * Where the files of one upload wait until a transfer takes them: {@code <number>.<kind>}. What is no image leaves an
 * empty file behind, so that it can be counted.
 */
record StagedFolder(Path folder) {
    private static final int BUFFER = 1 << 16;

    /** What a file turned out to be, once it was whole. */
    enum Kind {
        IMAGE("dcm"),
        DIRECTORY("dir"),
        UNUSABLE("bad"),
        OTHER("other");

        private final String ending;

        Kind(String ending) {
            this.ending = ending;
        }
    }

    /** The disk could not take what came. */
    static final class NotWrittenException extends IOException {
        private static final long serialVersionUID = 1L;

        NotWrittenException(IOException cause) {
            super(cause);
        }
    }

    /**
     * Takes a piece of a file. One that came before is replaced, and so is what came after it.
     *
     * @param offset of its first byte
     * @param size of the whole file
     * @throws NotWrittenException when it cannot be kept
     * @throws IOException when its sender breaks off
     */
    Received append(int number, long offset, long size, InputStream in) throws IOException {
        if (offset > 0 && kindOf(number) != null) {
            return new Received(size, true);
        }
        Path part = folder.resolve(number + ".part");
        long end;
        try (FileChannel out = open(number, part)) {
            if (offset > out.size()) {
                throw new Conflict("Of file " + number + " there are " + out.size() + " bytes; go on from there.");
            }
            out.truncate(offset).position(offset);
            end = copy(in, offset, size, out);
            if (end == size) {
                force(out);
            }
        }
        if (end == size) {
            settle(number, part);
        }
        return new Received(end, end == size);
    }

    private FileChannel open(int number, Path part) throws NotWrittenException {
        try {
            Files.createDirectories(folder);
            forget(number);
            return FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new NotWrittenException(e);
        }
    }

    private static long copy(InputStream in, long offset, long size, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long end = offset;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            end += read;
            if (end > size) {
                throw new InvalidInput("size", "More came than the " + size + " bytes that the file is said to have.");
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            try {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            } catch (IOException e) {
                throw new NotWrittenException(e);
            }
        }
        return end;
    }

    private static void force(FileChannel out) throws NotWrittenException {
        try {
            out.force(true);
        } catch (IOException e) {
            throw new NotWrittenException(e);
        }
    }

    private void forget(int number) throws IOException {
        for (Kind kind : Kind.values()) {
            Files.deleteIfExists(path(number, kind));
        }
    }

    private @Nullable Kind kindOf(int number) {
        for (Kind kind : Kind.values()) {
            if (Files.exists(path(number, kind))) {
                return kind;
            }
        }
        return null;
    }

    private void settle(int number, Path part) throws NotWrittenException {
        Kind kind = recognised(part);
        try {
            if (kind == Kind.IMAGE || kind == Kind.DIRECTORY) {
                Files.move(part, path(number, kind), StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.createFile(path(number, kind));
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new NotWrittenException(e);
        }
    }

    private static Kind recognised(Path part) {
        try {
            Part10File object = Part10File.open(part);
            if (object.meta().sopClassUid().equals(Uids.MEDIA_STORAGE_DIRECTORY)) {
                return Kind.DIRECTORY;
            }
            try {
                return ObjectIdentity.read(object).isComplete() ? Kind.IMAGE : Kind.UNUSABLE;
            } catch (IOException unreadable) {
                return Kind.UNUSABLE;
            }
        } catch (IOException notDicom) {
            return Kind.OTHER;
        }
    }

    private Path path(int number, Kind kind) {
        return folder.resolve(number + "." + kind.ending);
    }

    /** The files of one kind, in the order of their numbers; none when nothing has come. */
    List<Path> files(Kind kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("." + kind.ending))
                    .sorted(Comparator.comparingInt(StagedFolder::number))
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /** Deletes all of it; harmless when there is nothing. */
    void delete() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
