package org.openiep.connector.inbound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.dicom.file.Part10File;

/** Where objects lie until the application takes them: a folder for each association. */
final class IncomingFolder {
    private static final System.Logger LOG = System.getLogger(IncomingFolder.class.getName());

    private final Path root;
    private final String start = Long.toString(System.currentTimeMillis(), 36);
    private final AtomicInteger associations = new AtomicInteger();
    private final List<Path> leftOver;

    /** Makes the folder if need be, and removes what was never complete. */
    IncomingFolder(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        try (var folders = Files.list(root)) {
            leftOver = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path folder : leftOver) {
            for (Path part : files(folder, FileName.PART)) {
                Files.delete(part);
            }
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

    /** The folders that an earlier run left behind. */
    List<Path> leftOver() {
        return leftOver;
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
        } catch (IOException e) {
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
