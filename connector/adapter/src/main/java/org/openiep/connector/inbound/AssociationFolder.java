package org.openiep.connector.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.openiep.connector.api.Party;

/**
 * The files of one association, beside a note on who sends them, so that they can be delivered after a restart too. The
 * folder goes when the association is over and the application has taken every file.
 */
final class AssociationFolder {
    private static final System.Logger LOG = System.getLogger(AssociationFolder.class.getName());
    private static final String NOTE = "party.properties";

    private final Path path;
    private final Party party;
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger(1);

    private AssociationFolder(Path path, Party party) {
        this.path = path;
        this.party = party;
    }

    /** Makes the folder; the caller uses it until {@link #leave}. */
    static AssociationFolder create(Path path, Party party) throws IOException {
        Files.createDirectory(path);
        try {
            writeNote(path, party);
        } catch (IOException e) {
            // A full disk may take a folder and not what belongs into it.
            Files.deleteIfExists(path.resolve(NOTE));
            Files.deleteIfExists(path);
            throw e;
        }
        return new AssociationFolder(path, party);
    }

    private static void writeNote(Path path, Party party) throws IOException {
        Properties note = new Properties();
        note.setProperty("calling", party.callingAeTitle());
        note.setProperty("called", party.calledAeTitle());
        note.setProperty("address", party.address());
        try (OutputStream out = Files.newOutputStream(path.resolve(NOTE))) {
            note.store(out, null);
        }
        // An object that we answer for must be known by its sender even after a loss of power.
        force(path.resolve(NOTE));
        force(path);
        force(path.toAbsolutePath().resolve("..").normalize());
    }

    private static void force(Path fileOrFolder) throws IOException {
        try (FileChannel channel = FileChannel.open(fileOrFolder)) {
            channel.force(true);
        }
    }

    /** Opens a folder that was left over; the caller uses it until {@link #leave}. */
    static AssociationFolder reopen(Path path) throws IOException {
        Properties note = new Properties();
        try (InputStream in = Files.newInputStream(path.resolve(NOTE))) {
            note.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("The note on the sender cannot be read.", e);
        }
        return new AssociationFolder(
                path,
                new Party(
                        note.getProperty("calling", ""),
                        note.getProperty("called", ""),
                        note.getProperty("address", "")));
    }

    Path path() {
        return path;
    }

    /** Is a file in it no object, but the note on the sender? */
    static boolean isNote(Path file) {
        return file.endsWith(NOTE);
    }

    Party party() {
        return party;
    }

    /** A name for a file that is going to be received. */
    Path nextFile() {
        return path.resolve(number.incrementAndGet() + IncomingFile.ENDING);
    }

    /** The names that are in it outlast a loss of power from now on. */
    void force() throws IOException {
        force(path);
    }

    /** One more waits for the folder's files. */
    AssociationFolder use() {
        users.incrementAndGet();
        return this;
    }

    /** One less does; the last one removes the folder, unless files are still in it. */
    void leave() {
        if (users.decrementAndGet() > 0) {
            return;
        }
        try (var files = Files.list(path)) {
            if (files.allMatch(AssociationFolder::isNote)) {
                Files.deleteIfExists(path.resolve(NOTE));
                Files.deleteIfExists(path);
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.log(System.Logger.Level.DEBUG, "Files are left in {0}.", path);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "The folder " + path + " could not be removed.", e);
        }
    }
}
