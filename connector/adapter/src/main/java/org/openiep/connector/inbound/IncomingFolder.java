package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.dicom.file.Part10File;

/**
 * Where objects lie until the application takes them: a folder for each association. The folders of several servers lie
 * side by side; what one leaves behind that is gone, another takes over.
 */
final class IncomingFolder implements Closeable {
    private static final System.Logger LOG = System.getLogger(IncomingFolder.class.getName());

    private final Path root;
    private final String start = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger associations = new AtomicInteger();
    private final InUse inUse;
    private List<Path> ofEarlierLives;

    /**
     * Makes the folder if need be, and removes what was never complete.
     *
     * @param root this server's own
     * @param patience with another that is taking it over at this moment
     * @throws IOException when it cannot be used, or another server does
     */
    IncomingFolder(Path root, Duration patience) throws IOException {
        this.root = Files.createDirectories(root.toAbsolutePath().normalize());
        this.inUse = InUse.take(this.root, patience)
                .orElseThrow(() -> new IOException("Another server uses the incoming folder " + root
                        + ". Each server needs a node name of its own (jboss.node.name)."));
        this.ofEarlierLives = associationsIn(this.root);
        for (Path folder : ofEarlierLives) {
            removeParts(folder);
        }
    }

    private static List<Path> associationsIn(Path folder) throws IOException {
        try (var folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void removeParts(Path folder) throws IOException {
        for (Path part : files(folder, FileName.PART)) {
            Files.delete(part);
        }
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /** A folder for an association that begins. */
    AssociationFolder open(Party party) throws IOException {
        return AssociationFolder.create(root.resolve(start + "-" + associations.incrementAndGet()), party);
    }

    /**
     * The folders that earlier lives of this server left behind, and those of servers that are gone; each is answered
     * once.
     */
    List<Path> leftOver() {
        List<Path> found = new ArrayList<>(ofEarlierLives);
        ofEarlierLives = List.of();
        Path parent = root.getParent();
        if (parent != null) {
            try (var servers = Files.list(parent)) {
                for (Path server : servers.filter(InUse::isMarked).toList()) {
                    if (!server.equals(root)) {
                        takeOver(server, found);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                LOG.log(System.Logger.Level.WARNING, "What other servers left behind cannot be taken over.", e);
            }
        }
        return found;
    }

    /** Takes what a server has received that is gone and may not come back; nothing of one that lives. */
    private void takeOver(Path server, List<Path> found) throws IOException {
        if (associationsIn(server).isEmpty()) {
            return;
        }
        Optional<InUse> taken = InUse.take(server);
        if (taken.isEmpty()) {
            return;
        }
        InUse held = taken.get();
        try (held) {
            for (Path folder : associationsIn(server)) {
                removeParts(folder);
                Path here = root.resolve(server.getFileName() + "-" + folder.getFileName());
                Files.move(folder, here, StandardCopyOption.ATOMIC_MOVE);
                found.add(here);
                LOG.log(System.Logger.Level.INFO, "{0} takes over what {1} has received.", root, folder);
            }
        }
    }

    /** Another server may take it over from now on. */
    @Override
    public void close() throws IOException {
        inUse.close();
    }

    /** The complete objects in such a folder; files that do not hold what they ought to are removed. */
    static List<Arrived> arrivedIn(Path path) {
        try {
            AssociationFolder folder = AssociationFolder.reopen(path);
            List<Arrived> arrived = files(path, FileName.COMPLETE).stream()
                    .map(file -> arrived(folder, file))
                    .flatMap(Optional::stream)
                    .toList();
            folder.leave();
            return arrived;
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.WARNING, "The incoming folder " + path + " cannot be read.", e);
            return List.of();
        }
    }

    private static Optional<Arrived> arrived(AssociationFolder folder, Path file) {
        Optional<FileName> name = FileName.parse(file.getFileName().toString());
        try {
            if (name.isEmpty() || !isIntact(file, name.get())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is damaged and was removed; its sender has to send it again.",
                        file);
                Files.delete(file);
                return Optional.empty();
            }
            Part10File object = Part10File.open(file);
            return Optional.of(new Arrived(object(folder.party(), file, name.get(), object), folder.use(), true));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The incoming file " + file + " cannot be read.", e);
            return Optional.empty();
        }
    }

    private static ReceivedObject object(Party party, Path file, FileName name, Part10File object) throws IOException {
        Identity identity = Identity.of(object.read(Identity.BOUNDS));
        return new ReceivedObject(
                party,
                file,
                object.meta().sopClassUid(),
                object.meta().sopInstanceUid(),
                object.meta().transferSyntax().uid(),
                identity.studyInstanceUid(),
                identity.seriesInstanceUid(),
                identity.modality(),
                identity.patientId(),
                name.size(),
                name.crc32c(),
                name.moveMessageId());
    }

    /**
     * A power cut may leave a file with its final name and without all of its content, and a killed server one that was
     * not forced to disk; so an intact one is forced now.
     */
    private static boolean isIntact(Path file, FileName name) throws IOException {
        if (Files.size(file) != name.size()) {
            return false;
        }
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(IncomingFile.BUFFER);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear()) >= 0) {
                crc.update(buffer.flip());
            }
            channel.force(true);
        }
        return (int) crc.getValue() == name.crc32c();
    }
}
