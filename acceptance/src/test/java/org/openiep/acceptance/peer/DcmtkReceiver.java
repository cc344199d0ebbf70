package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** DCMTK's {@code storescp}: it answers echo and store, keeps files as they come (bit by bit), and nothing else. */
public final class DcmtkReceiver implements Pacs {
    private final String aeTitle;
    private final int port = PeerProcess.freePort();
    private final Path storage;
    private final Path log;
    private PeerProcess process;

    /** Takes everything, once it is started. */
    public DcmtkReceiver(String aeTitle, Path folder) throws IOException {
        this.aeTitle = aeTitle;
        storage = Files.createDirectories(folder.resolve("storage"));
        log = folder.resolve("storescp.log");
        process = process("");
    }

    private PeerProcess process(String before) {
        String storescp = "exec storescp -v --fork +xa +B -aet %s -od '%s' %d".formatted(aeTitle, storage, port);
        return new PeerProcess(List.of("bash", "-c", before + storescp), Map.of("TCP_NODELAY", "1"), port, log);
    }

    /** From the next start it has no room for large objects, and answers A700H, out of resources, to each. */
    public DcmtkReceiver refusingAbove(int kibibytes) {
        process = process("trap '' XFSZ; ulimit -f " + kibibytes + "; ");
        return this;
    }

    /** From the next start it takes everything again. */
    public DcmtkReceiver refusingNothing() {
        process = process("");
        return this;
    }

    /** How often somebody has sent it an object since it was made. */
    public long requests() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Received Store Request")).count();
        }
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

    @Override
    public Path exportTo(Path into) throws IOException {
        Path export = Files.createTempDirectory(Files.createDirectories(into), aeTitle);
        try (Stream<Path> held = Files.list(storage)) {
            for (Path file : held.toList()) {
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
