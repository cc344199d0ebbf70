package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openiep.demo.Ports;

/** DCMTK's {@code storescp --fork}, which writes files and forces nothing to disk. */
final class StoreScp implements Archive {
    private final String name;
    private final Target target;
    private final PeerProcess process;
    private final Path storage;

    private StoreScp(String name, Path folder, int port, Map<String, String> environment) throws IOException {
        this.name = name;
        this.target = Target.local(port, "STORESCP");
        storage = Files.createDirectories(folder.resolve("storage"));
        Files.createDirectories(folder.resolve("cleared"));
        List<String> command =
                List.of("storescp", "--fork", "-aet", "STORESCP", "-od", storage.toString(), Integer.toString(port));
        this.process = new PeerProcess(command, environment, port, folder.resolve("storescp.log"));
    }

    /** With Nagle's algorithm off, as an administrator may set it. */
    static StoreScp withoutNagle(Path folder, Ports ports) throws IOException {
        return new StoreScp("DCMTK storescp", folder, ports.free(), Map.of("TCP_NODELAY", "1"));
    }

    /** As it is packaged. */
    static StoreScp stock(Path folder, Ports ports) throws IOException {
        return new StoreScp("DCMTK storescp stock", folder, ports.free(), Map.of());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public List<Long> pids() {
        return List.of(process.pid());
    }

    @Override
    public int instances() throws IOException {
        try (Stream<Path> files = Files.list(storage)) {
            return (int) files.count();
        }
    }

    /** On a disk files are set aside: a file system may make new ones slower for minutes where many were deleted. */
    @Override
    public void clear() throws IOException {
        boolean inMemory = Files.getFileStore(storage).type().equals("tmpfs");
        Path aside = Files.createTempDirectory(storage.resolveSibling("cleared"), "");
        try (Stream<Path> files = Files.list(storage)) {
            for (Path file : files.toList()) {
                if (inMemory) {
                    Files.delete(file);
                } else {
                    Files.move(file, aside.resolve(file.getFileName()));
                }
            }
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
