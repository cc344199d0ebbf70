package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PixelMed's storage server: echo, find, move, get and store, from a database of its own. */
public final class PixelMedArchive extends PeerPacs {
    private static final String JARS = Stream.of("pixelmed", "commons-codec", "vecmath", "hsqldb")
            .map(name -> "/usr/share/java/" + name + ".jar")
            .reduce((one, other) -> one + ":" + other)
            .orElseThrow();

    private final Path storage;
    private final PeerProcess process;

    /**
     * Writes the configuration, but does not start it yet.
     *
     * @param peers AE title to port on 127.0.0.1: where it sends what is moved to them
     */
    public PixelMedArchive(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        super(aeTitle, folder);
        storage = Files.createDirectories(folder.resolve("storage"));
        List<String> settings = new ArrayList<>(List.of(
                "Dicom.ListeningPort=" + port(),
                "Dicom.CalledAETitle=" + aeTitle,
                "Dicom.CallingAETitle=" + aeTitle,
                "Dicom.PrimaryDeviceType=ARCHIVE",
                "Dicom.RemoteAEs=" + String.join(" ", peers.keySet()),
                "Application.SavedImagesFolderName=" + storage.toAbsolutePath(),
                "Application.DatabaseFileName=" + folder.toAbsolutePath().resolve("database")));
        peers.forEach((ae, peerPort) -> settings.addAll(List.of(
                "Dicom.RemoteAEs." + ae + ".CalledAETitle=" + ae,
                "Dicom.RemoteAEs." + ae + ".HostNameOrIPAddress=127.0.0.1",
                "Dicom.RemoteAEs." + ae + ".Port=" + peerPort,
                "Dicom.RemoteAEs." + ae + ".PrimaryDeviceType=ARCHIVE")));
        Files.write(folder.resolve(".com.pixelmed.server.DicomAndWebStorageServer.properties"), settings);
        process = new PeerProcess(
                // It looks for its settings in the folder that it is started in.
                List.of(
                        "env",
                        "-C",
                        folder.toAbsolutePath().toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.home=" + folder.toAbsolutePath(),
                        "-Djava.awt.headless=true",
                        "-cp",
                        JARS,
                        "com.pixelmed.server.DicomAndWebStorageServer"),
                Map.of(),
                port(),
                folder.resolve("pixelmed.log"));
    }

    /** Puts every object of a folder into it by DCMTK's {@code storescu}. */
    public PixelMedArchive load(Path files) throws IOException {
        send(files);
        return this;
    }

    @Override
    PeerProcess process() {
        return process;
    }

    @Override
    public Path exportTo(Path into) throws IOException {
        return copies(storage, into, List.of());
    }
}
