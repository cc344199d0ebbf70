package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedMark;
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
     * Makes the folder if need be.
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
    }

    private static List<Path> associationsIn(Path folder) throws IOException {
        try (var folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).sorted().toList();
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

    /** The complete objects in such a folder; files that never were, or do not hold what they ought to, are removed. */
    static List<Arrived> arrivedIn(Path path) {
        try (var files = Files.list(path)) {
            AssociationFolder folder = AssociationFolder.reopen(path);
            List<Arrived> arrived = files.filter(file -> !AssociationFolder.isNote(file))
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
        String name = file.getFileName().toString();
        try {
            boolean received = name.endsWith(IncomingFile.ENDING);
            Optional<ReceivedMark> mark = received ? ReceivedMark.of(file) : EarlierName.parse(name);
            if (mark.isEmpty()) {
                // It was never complete, and nobody was told that it came.
                if (received || EarlierName.isPart(name)) {
                    Files.delete(file);
                }
                return Optional.empty();
            }
            if (!isIntact(file, mark.get())) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} is damaged and was removed; its sender has to send it again.",
                        file);
                Files.delete(file);
                return Optional.empty();
            }
            Part10File object = Part10File.open(file);
            return Optional.of(new Arrived(object(folder.party(), file, mark.get(), object), folder.use(), true));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The incoming file " + file + " cannot be read.", e);
            return Optional.empty();
        }
    }

    private static ReceivedObject object(Party party, Path file, ReceivedMark mark, Part10File object)
            throws IOException {
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
                mark.size(),
                mark.crc32c(),
                mark.moveMessageId());
    }

    /**
     * A power cut may leave a file with its mark and without all of its content, and a killed server one that was not
     * forced to disk; so an intact one is forced now.
     */
    private static boolean isIntact(Path file, ReceivedMark mark) throws IOException {
        if (Files.size(file) != mark.size() || ReceivedMark.crc32c(file) != mark.crc32c()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            channel.force(true);
        }
        return true;
    }
}
