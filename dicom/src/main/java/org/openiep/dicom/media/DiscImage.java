package org.openiep.dicom.media;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A disc as one file, ready to be burnt or opened: ISO 9660 level 1, as PS3.12 annex F wants it. It is written from its
 * beginning to its end, with nothing held but the names of its files, so its size is known before the first byte.
 */
public final class DiscImage {
    /** A longer file would need several extents, which level 1 does not have; bytes. */
    public static final long LONGEST_FILE = 0xFFFFFFFFL;

    private static final Pattern VOLUME = Pattern.compile("[A-Z0-9_]{1,32}");
    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Z0-9_]{1,8}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Z0-9_]{1,8}(\\.[A-Z0-9_]{1,3})?");

    /** ISO 9660 6.8.2.1; the root is one of them. */
    private static final int MOST_LEVELS = 8;

    private static final int BUFFER = 256 << 10;

    private final String volume;
    private final Instant made;
    private final DiscFolder root = DiscFolder.root();

    /** What a file holds. */
    @FunctionalInterface
    public interface Content {
        /** Writes it, from its first byte to its last; may be called again. The stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Begins with an empty disc.
     *
     * @param volume what the disc is called, 1 to 32 of A to Z, 0 to 9 and underscore
     */
    public DiscImage(String volume, Instant made) {
        if (!VOLUME.matcher(volume).matches()) {
            throw new IllegalArgumentException("A disc's name has 1 to 32 of A to Z, 0 to 9 and underscore");
        }
        this.volume = volume;
        this.made = made;
    }

    /**
     * Adds a file, and the folders above it that are not there yet.
     *
     * @param path names of folders, of up to 8 characters, and of the file, which may have 3 more after a full stop: A to
     *     Z, 0 to 9 and underscore
     * @param size bytes that {@code content} will write, at most {@link #LONGEST_FILE}
     * @throws IllegalArgumentException when the path or the size is not so, or there is a file of that name
     */
    public void add(List<String> path, long size, Content content) {
        if (path.isEmpty() || path.size() >= MOST_LEVELS) {
            throw new IllegalArgumentException("A path on a disc has 1 to " + (MOST_LEVELS - 1) + " names");
        }
        if (size < 0 || size > LONGEST_FILE) {
            throw new IllegalArgumentException("A file on a disc has at most 4 GiB, not " + size + " bytes");
        }
        DiscFolder folder = root;
        for (String name : path.subList(0, path.size() - 1)) {
            folder = folder.folder(checked(name, FOLDER_NAME));
        }
        folder.add(new DiscFile(checked(path.get(path.size() - 1), FILE_NAME), size, content));
    }

    private static String checked(String name, Pattern pattern) {
        if (!pattern.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be a name on a disc");
        }
        return name;
    }

    /** Bytes of the whole. */
    public long size() {
        return layout().sectors() * DiscLayout.SECTOR;
    }

    /**
     * Writes the whole. The stream is flushed and stays open. May be called again.
     *
     * @throws IOException when the stream fails, or a file cannot be read, or is not as long as it was said to be; part
     *     of it has been written then
     */
    public void writeTo(OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
        layout().writeTo(buffered);
        buffered.flush();
    }

    private DiscLayout layout() {
        List<DiscFolder> folders = new ArrayList<>(List.of(root));
        // Level by level, and in a level by parent, as the path table is to be (ISO 9660 6.9.1).
        for (int i = 0; i < folders.size(); i++) {
            folders.addAll(folders.get(i).folders());
        }
        return new DiscLayout(volume, made, folders);
    }
}
