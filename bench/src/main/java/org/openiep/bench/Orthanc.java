package org.openiep.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openiep.demo.Ports;

/**
 * Orthanc, with the settings that it is shipped with unless it is told others: it syncs each file and catalogues it in
 * SQLite before it answers. Only Nagle's algorithm is off, which would cost it 40 ms an image.
 */
final class Orthanc implements Archive {
    static final String NAME = "Orthanc";

    /** One that sends or forwards a whole study answers when the last image is away. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Target target;
    private final int httpPort;
    private final PeerProcess process;

    Orthanc(Path folder, Ports ports) throws IOException {
        this("ORTHANC", folder, ports, Map.of(), "");
    }

    private Orthanc(String aeTitle, Path folder, Ports ports, Map<String, JsonValue> settings, String script)
            throws IOException {
        int port = ports.free();
        httpPort = ports.free();
        target = Target.local(port, aeTitle);
        Files.createDirectories(folder);
        Path file = folder.resolve("orthanc.json");
        String storage = folder.resolve("storage").toString();
        JsonObjectBuilder configuration = Json.createObjectBuilder()
                .add("StorageDirectory", storage)
                .add("IndexDirectory", storage)
                .add("DicomAet", aeTitle)
                .add("DicomPort", port)
                .add("HttpPort", httpPort)
                .add("RemoteAccessAllowed", false);
        settings.forEach(configuration::add);
        if (!script.isEmpty()) {
            Path lua = Files.writeString(folder.resolve("orthanc.lua"), script);
            configuration.add("LuaScripts", Json.createArrayBuilder().add(lua.toString()));
        }
        Files.writeString(file, configuration.build().toString());
        process = new PeerProcess(
                List.of("Orthanc", file.toString()), Map.of("TCP_NODELAY", "1"), port, folder.resolve("orthanc.log"));
    }

    /** A hospital's PACS. */
    static Orthanc pacs(String aeTitle, Path folder, Ports ports) throws IOException {
        return new Orthanc(aeTitle, folder, ports, Map.of(), "");
    }

    /**
     * One that sends each image on as soon as it has it, by the script that its makers hand out for that.
     *
     * @param to AE title of the destination, which it is yet to be told of
     */
    static Orthanc routing(String aeTitle, Path folder, Ports ports, String to) throws IOException {
        String script = "function OnStoredInstance(instanceId, tags, metadata, origin) SendToModality(instanceId, '"
                + to + "') end";
        return new Orthanc(aeTitle, folder, ports, Map.of(), script);
    }

    /** One with all that makes it faster, at the cost of forcing nothing to disk and checking nothing. */
    static Orthanc fastest(String aeTitle, Path folder, Ports ports) throws IOException {
        Map<String, JsonValue> settings = Map.of(
                "SyncStorageArea", JsonValue.FALSE,
                "StoreMD5ForAttachments", JsonValue.FALSE,
                "SaveJobs", JsonValue.FALSE,
                "MetricsEnabled", JsonValue.FALSE,
                "MaximumPduLength", Json.createValue(131072));
        return new Orthanc(aeTitle, folder, ports, settings, "");
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
        Measurement round = Archive.super.take(study, associations);
        int more = instances() - before;
        if (more != study.images().size()) {
            throw new IOException("Orthanc catalogued " + more + " objects of "
                    + study.images().size() + ".");
        }
        return round;
    }

    /** Tells it of another, by its AE title: where it may send to, and who may ask it. */
    void meets(Target other) throws IOException {
        String modality = Json.createArrayBuilder()
                .add(other.calledAeTitle())
                .add(other.host())
                .add(other.port())
                .build()
                .toString();
        send("/modalities/" + other.calledAeTitle(), "PUT", BodyPublishers.ofString(modality));
    }

    /**
     * Has it send a study, as somebody does at its screen; returns when all of it has been answered for.
     *
     * @param aeTitle one that it has met
     */
    void sends(Study study, String aeTitle) throws IOException {
        JsonObject order = Json.createObjectBuilder()
                .add("Resources", Json.createArrayBuilder().add(idOf(study)))
                .add("Synchronous", true)
                .build();
        JsonObject outcome =
                object(send("/modalities/" + aeTitle + "/store", "POST", BodyPublishers.ofString(order.toString())));
        int sent = outcome.getInt("InstancesCount") - outcome.getInt("FailedInstancesCount");
        if (sent != study.images().size()) {
            throw new IOException(
                    "Orthanc sent " + sent + " objects of " + study.images().size() + ".");
        }
    }

    private String idOf(Study study) throws IOException {
        String found = send("/tools/lookup", "POST", BodyPublishers.ofString(study.studyInstanceUid()));
        try (JsonReader reader = Json.createReader(new StringReader(found))) {
            return reader.readArray().stream()
                    .map(JsonValue::asJsonObject)
                    .filter(each -> each.getString("Type").equals("Study"))
                    .map(each -> each.getString("ID"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Orthanc does not hold the study."));
        }
    }

    @Override
    public int instances() throws IOException {
        return object(send("/statistics", "GET", BodyPublishers.noBody())).getInt("CountInstances");
    }

    @Override
    public void clear() throws IOException {
        try (JsonReader reader =
                Json.createReader(new StringReader(send("/patients", "GET", BodyPublishers.noBody())))) {
            for (JsonString patient : reader.readArray().getValuesAs(JsonString.class)) {
                send("/patients/" + patient.getString(), "DELETE", BodyPublishers.noBody());
            }
        }
    }

    private static JsonObject object(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private String send(String path, String method, BodyPublisher body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .timeout(LONGEST_ANSWER)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("Orthanc answered " + answer.statusCode() + " to " + method + " " + path + ": "
                        + answer.body());
            }
            return answer.body();
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
