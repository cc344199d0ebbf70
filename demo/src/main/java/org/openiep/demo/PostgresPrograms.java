package org.openiep.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked from the class path, and the way to start them. PostgreSQL refuses to run as root; root
 * therefore starts it in a user namespace of its own or, where those are blocked, as the user nobody.
 */
final class PostgresPrograms {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

    private final Path folder;
    private final List<String> prefix;

    private PostgresPrograms(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /**
     * The programs, unpacked once for all databases of this checkout, since that takes seconds.
     *
     * @param data where the database will lie; the programs go beside it when PostgreSQL has to run as nobody and nobody
     *     may not enter the checkout
     */
    static PostgresPrograms near(Path data) {
        List<String> prefix = prefix();
        Path build = Checkout.here().root().resolve("demo/target");
        Path folder = data.resolveSibling("programs");
        try {
            if (!prefix.equals(AS_NOBODY) || nobodyEnters(Files.createDirectories(build))) {
                folder = build.resolve("postgresql-" + Long.toHexString(checksum()));
            }
            if (!Files.isDirectory(folder)) {
                unpackAtOnce(folder);
            }
            return new PostgresPrograms(folder, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + folder, e);
        }
    }

    /** Others who do the same at this moment see all of the programs or none. */
    private static void unpackAtOnce(Path folder) throws IOException {
        Path half = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "postgresql");
        Files.setPosixFilePermissions(half, permissions(0755));
        try {
            unpack(half);
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            // What it has unpacked is the same.
        } finally {
            FolderTree.remove(half);
        }
    }

    /** Of the archive, so that another version goes to another folder. */
    static long checksum() throws IOException {
        URL archive = PostgresPrograms.class.getResource(ARCHIVE);
        if (archive != null && archive.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarEntry().getCrc();
        }
        throw new IOException("the class path has no " + ARCHIVE + ": only Linux on x86-64 is supported here");
    }

    /** The command line of a program with its arguments. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Gives a folder to the user that PostgreSQL will run as, where that is not ours. */
    void handOver(Path target) {
        if (prefix.equals(AS_NOBODY)) {
            Child.run(List.of("chown", "-R", "nobody:nogroup", target.toString()), target, "");
        }
    }

    /**
     * The folder itself or, when PostgreSQL has to run as nobody and nobody may not enter the folder, one under
     * {@code /var/tmp} that the folder remembers.
     */
    static Path reachable(Path folder) throws IOException {
        if (!prefix().equals(AS_NOBODY) || nobodyEnters(folder)) {
            return folder;
        }
        Path note = note(folder);
        if (Files.exists(note)) {
            return Path.of(Files.readString(note).strip());
        }
        Path elsewhere = Files.createTempDirectory(Path.of("/var/tmp"), "openiep-");
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx--x--x"));
        Files.writeString(note, elsewhere.toString());
        return elsewhere;
    }

    /** Did {@link #reachable} name another folder for it? */
    static boolean isElsewhere(Path folder) {
        return Files.exists(note(folder));
    }

    private static Path note(Path folder) {
        return folder.resolve("elsewhere");
    }

    private static boolean nobodyEnters(Path folder) {
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("test", "-x", folder.toString()));
        try {
            Child.run(command, Path.of("/"), "");
            return true;
        } catch (IllegalStateException no) {
            return false;
        }
    }

    private static List<String> prefix() {
        if (!isRoot()) {
            return List.of();
        }
        try {
            Child.run(List.of("unshare", "-U", "true"), Path.of("/"), "");
            return List.of("unshare", "-U");
        } catch (IllegalStateException | UncheckedIOException blocked) {
            return AS_NOBODY;
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static void unpack(Path folder) throws IOException {
        InputStream archive = Objects.requireNonNull(PostgresPrograms.class.getResourceAsStream(ARCHIVE));
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(tar, target);
            if (!Files.isSymbolicLink(target) && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.setPosixFilePermissions(target, permissions(entry.getMode()));
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        return PosixFilePermissions.fromString((mode & 0111) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    }
}
