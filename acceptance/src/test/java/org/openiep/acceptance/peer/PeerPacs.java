package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A PACS that is a process of its own, on a free port of this machine. */
abstract class PeerPacs implements Pacs {
    private final String aeTitle;
    private final int port = PeerProcess.freePort();
    private final Path folder;

    PeerPacs(String aeTitle, Path folder) throws IOException {
        this.aeTitle = aeTitle;
        this.folder = Files.createDirectories(folder);
    }

    abstract PeerProcess process();

    @Override
    public final String aeTitle() {
        return aeTitle;
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final void start() throws IOException {
        process().start();
    }

    @Override
    public final void kill() {
        process().kill();
    }

    @Override
    public final void close() {
        kill();
    }

    @Override
    public final String toString() {
        return aeTitle + " in " + folder;
    }

    /** Copies the files that the peer keeps in any folder, but for those of the names given. */
    final Path copies(Path storage, Path into, List<String> without) throws IOException {
        Path export = exportFolder(into);
        try (Stream<Path> held = Files.walk(storage)) {
            for (Path file : held.filter(Files::isRegularFile)
                    .filter(f -> !without.contains(f.getFileName().toString()))
                    .toList()) {
                Files.copy(file, export.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return export;
    }

    /** Sends every object of a folder to it by DCMTK's {@code storescu}. */
    final void send(Path files) throws IOException {
        Tool.run(files, "storescu", "-aec", aeTitle, "127.0.0.1", String.valueOf(port), "+sd", files.toString());
    }

    final Path exportFolder(Path into) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(into), aeTitle);
    }
}
