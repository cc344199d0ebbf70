package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** DCMTK's archive, {@code dcmqrscp}: echo, find, move and store. */
public final class DcmtkArchive implements Pacs {
    private final String aeTitle;
    private final int port = PeerProcess.freePort();
    private final Path storage;
    private final PeerProcess process;

    /**
     * Writes the configuration, but does not start it yet.
     *
     * @param peers AE title to port on 127.0.0.1: where it sends what is moved to them
     */
    public DcmtkArchive(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        this.aeTitle = aeTitle;
        storage = Files.createDirectories(folder.resolve("storage"));
        StringBuilder hosts = new StringBuilder();
        peers.forEach((ae, peerPort) -> hosts.append("h%d = (%s, 127.0.0.1, %d)\n".formatted(peerPort, ae, peerPort)));
        Path file = folder.resolve("dcmqrscp.cfg");
        Files.writeString(file, """
                NetworkTCPPort  = %d
                MaxPDUSize      = 131072
                MaxAssociations = 16
                HostTable BEGIN
                %sHostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                %s %s RW (200, 1024mb) ANY
                AETable END
                """.formatted(port, hosts, aeTitle, storage));
        process = new PeerProcess(
                List.of("dcmqrscp", "-c", file.toString()),
                Map.of("TCP_NODELAY", "1"),
                port,
                folder.resolve("dcmqrscp.log"));
    }

    @Override
    public String aeTitle() {
        return aeTitle;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void start() throws IOException {
        process.start();
    }

    @Override
    public void kill() {
        process.kill();
    }

    /** Puts every object of a folder into it by DCMTK's own {@code storescu}. */
    public DcmtkArchive load(Path files) throws IOException {
        Tool.run(files, "storescu", "-aec", aeTitle, "127.0.0.1", String.valueOf(port), "+sd", files.toString());
        return this;
    }

    @Override
    public Path exportTo(Path into) throws IOException {
        Path export = Files.createTempDirectory(Files.createDirectories(into), aeTitle);
        try (Stream<Path> held = Files.list(storage)) {
            for (Path file : held.filter(f -> !f.endsWith("index.dat")).toList()) {
                Files.copy(file, export.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return export;
    }

    @Override
    public void close() {
        process.kill();
    }

    @Override
    public String toString() {
        return aeTitle + " in " + storage;
    }
}
