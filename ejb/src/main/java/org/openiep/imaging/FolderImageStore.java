package org.openiep.imaging;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store as a folder: {@code <store>/<transaction>/<study entry>/<SOP Instance UID>.dcm}. It must lie on the same
 * file system as the incoming folder, and one with hard links: objects get a second name in the store, and lose the first
 * when the catalogue knows them.
 */
@ApplicationScoped
public class FolderImageStore implements ImageStore {
    /** UIDs come from outside; whatever else than digits and dots stands in one must not reach a file name. */
    private static final Pattern PLAIN_UID = Pattern.compile("[0-9][0-9.]{0,63}");

    private final Path root;

    /** The store of this server: {@code store} in the data folder. */
    public FolderImageStore() {
        this(DataFolder.path().resolve("store"));
    }

    /** A store in a folder, made when the first object comes. */
    public FolderImageStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String accept(Path incoming, long transactionId, long studyEntryId, String sopInstanceUid, long size)
            throws IOException {
        String name = transactionId + "/" + studyEntryId + "/" + fileName(sopInstanceUid);
        Path target = path(name);
        try {
            link(incoming, target);
        } catch (NoSuchFileException gone) {
            if (!Files.isRegularFile(target) || Files.size(target) != size) {
                throw gone;
            }
        }
        return name;
    }

    @Override
    public Path path(String name) {
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)) {
            throw new IllegalArgumentException("Not a name in the store: " + name);
        }
        return path;
    }

    @Override
    public List<Entry> sync(Collection<Entry> entries) throws IOException {
        List<Entry> wrong = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        for (Entry entry : entries) {
            Path path = path(entry.name());
            if (isThere(path, entry.size())) {
                for (Path folder = path.getParent(); folder != null && folder.startsWith(root); ) {
                    folders.add(folder);
                    folder = folder.getParent();
                }
            } else {
                wrong.add(entry);
            }
        }
        for (Path folder : folders) {
            force(folder);
        }
        return wrong;
    }

    @Override
    public List<Long> transactions() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<Entry> contents(long transactionId) throws IOException {
        Path folder = root.resolve(Long.toString(transactionId));
        List<Entry> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 2)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                    entries.add(new Entry(name, Files.size(file)));
                }
            }
        }
        return entries;
    }

    @Override
    public void setAside(String name) throws IOException {
        Path aside = beside("set-aside");
        Files.createDirectories(aside);
        Files.move(path(name), aside.resolve(name.replace('/', '-')), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public Path beside(String folder) {
        return root.resolveSibling(folder);
    }

    @Override
    public Path notes() {
        return beside("confirmed");
    }

    @Override
    public void purge(long transactionId) throws IOException {
        if (Files.isDirectory(notes())) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(notes(), transactionId + "-*")) {
                for (Path note : notes) {
                    Files.deleteIfExists(note);
                }
            }
        }
        Path folder = root.resolve(Long.toString(transactionId));
        if (Files.isDirectory(folder)) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    @Override
    public long spaceLeft() throws IOException {
        Files.createDirectories(root);
        return Files.getFileStore(root).getUsableSpace();
    }

    @Override
    public int spaceUsed() throws IOException {
        Files.createDirectories(root);
        FileStore disk = Files.getFileStore(root);
        return (int) Math.round(100.0 * (disk.getTotalSpace() - disk.getUsableSpace()) / disk.getTotalSpace());
    }

    @Override
    public void tryWriting() throws IOException {
        Files.createDirectories(root);
        // One name for each server, so that those who are killed here leave no more than one file.
        Path trial = root.resolve(".trial-" + System.getProperty("jboss.node.name", "server"));
        try {
            Files.write(trial, new byte[4096]);
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private static void link(Path incoming, Path target) throws IOException {
        try {
            Files.createLink(target, incoming);
        } catch (FileAlreadyExistsException e) {
            replace(incoming, target);
        } catch (NoSuchFileException noFolderOrNoFile) {
            Path folder = target.getParent();
            if (folder == null || Files.isDirectory(folder)) {
                throw noFolderOrNoFile;
            }
            Files.createDirectories(folder);
            Files.createLink(target, incoming);
        }
    }

    private static void replace(Path incoming, Path target) throws IOException {
        if (Files.isSameFile(incoming, target)) {
            return;
        }
        Path beside = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createLink(beside, incoming);
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isThere(Path file, long size) throws IOException {
        try {
            return Files.size(file) == size;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String fileName(String sopInstanceUid) {
        if (PLAIN_UID.matcher(sopInstanceUid).matches()) {
            return sopInstanceUid + ".dcm";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(sopInstanceUid.getBytes(StandardCharsets.UTF_8));
            return "x" + HexFormat.of().formatHex(hash) + ".dcm";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) throws IOException {
            if (problem != null) {
                throw problem;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
