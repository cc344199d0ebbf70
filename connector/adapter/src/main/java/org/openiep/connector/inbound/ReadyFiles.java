package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Files that are made before their objects come, and whose names are on the disk by then: what is left to wait for when an
 * object is forced to disk is its content. The more objects an association brings, the more files are made at once.
 */
final class ReadyFiles implements Closeable {
    private static final System.Logger LOG = System.getLogger(ReadyFiles.class.getName());
    private static final int MOST = 16;

    private final AssociationFolder folder;
    private final Executor executor;
    private final Queue<Made> ready = new ArrayDeque<>();
    private int next = 1;
    private boolean making;
    private boolean closed;

    /** An empty file, open for writing. */
    record Made(Path path, FileChannel channel) {
        static Made in(AssociationFolder folder) throws IOException {
            Path path = folder.nextFile();
            return new Made(path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        void discard() throws IOException {
            channel.close();
            Files.deleteIfExists(path);
        }
    }

    /**
     * Has none yet.
     *
     * @param executor makes them
     */
    ReadyFiles(AssociationFolder folder, Executor executor) {
        this.folder = folder;
        this.executor = executor;
    }

    /** One that is ready, else one that is made now. */
    Made take() throws IOException {
        synchronized (this) {
            Made made = ready.poll();
            if (made != null) {
                return made;
            }
        }
        return Made.in(folder);
    }

    /** More objects are likely to come: sees to it that there are files for them. */
    void prepare() {
        int files;
        synchronized (this) {
            if (closed || making || ready.size() > next / 4) {
                return;
            }
            making = true;
            files = next;
            next = Math.min(MOST, 2 * next);
        }
        folder.use();
        try {
            executor.execute(() -> make(files));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody makes files ahead.", e);
            made();
        }
    }

    private void make(int files) {
        List<Made> made = new ArrayList<>();
        try {
            while (made.size() < files) {
                made.add(Made.in(folder));
            }
            folder.force();
            if (offer(made)) {
                made.clear();
            }
        } catch (IOException e) {
            // The next object will find that out, and its sender be told.
            LOG.log(System.Logger.Level.DEBUG, "Files could not be made ahead.", e);
        } finally {
            discard(made);
            made();
        }
    }

    /** Answers whether they are wanted still. */
    private synchronized boolean offer(List<Made> made) {
        return !closed && ready.addAll(made);
    }

    private void made() {
        synchronized (this) {
            making = false;
        }
        folder.leave();
    }

    /** No more objects come: removes what is left. */
    @Override
    public void close() {
        List<Made> unused;
        synchronized (this) {
            closed = true;
            unused = List.copyOf(ready);
            ready.clear();
        }
        discard(unused);
    }

    private static void discard(List<Made> files) {
        for (Made file : files) {
            try {
                file.discard();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "An empty file stays until the next start.", e);
            }
        }
    }
}
