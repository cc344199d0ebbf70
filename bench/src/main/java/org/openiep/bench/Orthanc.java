package org.openiep.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openiep.demo.Ports;

/**
 * Orthanc with the settings that it is shipped with: it syncs each file and catalogues it in SQLite before it answers.
 * Only Nagle's algorithm is off, which would cost it 40 ms an image.
 */
final class Orthanc implements Receiver {
    static final String NAME = "Orthanc";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Target target;
    private final int httpPort;
    private final PeerProcess process;

    Orthanc(Path folder, Ports ports) throws IOException {
        int port = ports.free();
        httpPort = ports.free();
        target = Target.local(port, "ORTHANC");
        Files.createDirectories(folder);
        Path file = folder.resolve("orthanc.json");
        String storage = folder.resolve("storage").toString();
        JsonObject configuration = Json.createObjectBuilder()
                .add("StorageDirectory", storage)
                .add("IndexDirectory", storage)
                .add("DicomPort", port)
                .add("HttpPort", httpPort)
                .add("RemoteAccessAllowed", false)
                .build();
        Files.writeString(file, configuration.toString());
        process = new PeerProcess(
                List.of("Orthanc", file.toString()), Map.of("TCP_NODELAY", "1"), port, folder.resolve("orthanc.log"));
    }

    @Override
    public String name() {
        return NAME;
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
    public Measurement take(Study study, int associations) throws IOException {
        int before = instances();
        Measurement round = Receiver.super.take(study, associations);
        int more = instances() - before;
        if (more != study.images().size()) {
            throw new IOException("Orthanc catalogued " + more + " objects of "
                    + study.images().size() + ".");
        }
        return round;
    }

    private int instances() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/statistics"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            try (var reader = Json.createReader(new StringReader(answer.body()))) {
                return reader.readObject().getInt("CountInstances");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
