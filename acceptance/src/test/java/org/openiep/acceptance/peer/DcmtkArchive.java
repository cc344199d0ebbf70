package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** DCMTK's archive, {@code dcmqrscp}: echo, find, move and store. */
public final class DcmtkArchive extends PeerPacs {
    private final Path storage;
    private final PeerProcess process;

    /**
     * Writes the configuration, but does not start it yet.
     *
     * @param peers AE title to port on 127.0.0.1: where it sends what is moved to them
     */
    public DcmtkArchive(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        super(aeTitle, folder);
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
                """.formatted(port(), hosts, aeTitle, storage));
        process = new PeerProcess(
                List.of("dcmqrscp", "-c", file.toString()),
                Map.of("TCP_NODELAY", "1"),
                port(),
                folder.resolve("dcmqrscp.log"));
    }

    /** Puts every object of a folder into it by DCMTK's own {@code storescu}. */
    public DcmtkArchive load(Path files) throws IOException {
        send(files);
        return this;
    }

    @Override
    PeerProcess process() {
        return process;
    }

    @Override
    public Path exportTo(Path into) throws IOException {
        return copies(storage, into, List.of("index.dat"));
    }
}
