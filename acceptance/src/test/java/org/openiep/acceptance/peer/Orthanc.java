package org.openiep.acceptance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Orthanc as Debian packages it. */
public final class Orthanc extends PeerPacs {
    private static final String COUNTED = "an object was offered";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int httpPort = PeerProcess.freePort();
    private final PeerProcess process;
    private final Path log;

    /**
     * Writes the configuration, but does not start it yet.
     *
     * @param peers AE title to port on 127.0.0.1: who may ask it for studies, and where it sends what is moved to them
     */
    public Orthanc(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        this(aeTitle, folder, peers, "");
    }

    /**
     * One that forgets each object as soon as it has answered success for it, as a router with a fault would.
     *
     * @param peers as above
     */
    public static Orthanc forgetful(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        return new Orthanc(
                aeTitle,
                folder,
                peers,
                "function OnStoredInstance(instanceId, tags, metadata, origin) Delete(instanceId) end");
    }

    /**
     * One that counts what it is sent by DICOM, whether it has it already or not.
     *
     * @param peers as above
     */
    public static Orthanc counting(String aeTitle, Path folder, Map<String, Integer> peers) throws IOException {
        return new Orthanc(aeTitle, folder, peers, """
                function ReceivedInstanceFilter(dicom, origin)
                  if origin["RequestOrigin"] == "DicomProtocol" then print("%s") end
                  return true
                end
                """.formatted(COUNTED));
    }

    private Orthanc(String aeTitle, Path folder, Map<String, Integer> peers, String script) throws IOException {
        super(aeTitle, folder);
        var modalities = JSON.createObjectNode();
        peers.forEach(
                (ae, port) -> modalities.putArray(ae).add(ae).add("127.0.0.1").add(port.intValue()));
        var configuration = JSON.createObjectNode()
                .put("Name", aeTitle)
                .put("StorageDirectory", folder.resolve("storage").toString())
                .put("IndexDirectory", folder.resolve("storage").toString())
                .put("DicomAet", aeTitle)
                .put("DicomCheckCalledAet", true)
                .put("DicomPort", port())
                // The default of 4 would let four retrieves keep a fifth caller waiting.
                .put("DicomThreadsCount", 16)
                // The default of 10 s would end a retrieve over a slow link as soon as the machine is busy.
                .put("DicomScuTimeout", 120)
                .put("HttpPort", httpPort)
                // It closes connections that rest for half a minute, perhaps just when we use one again.
                .put("KeepAlive", false)
                .put("RemoteAccessAllowed", false)
                .put("DicomAlwaysAllowStore", true)
                .put("UnknownSopClassAccepted", true);
        configuration.set("DicomModalities", modalities);
        if (!script.isEmpty()) {
            Path lua = Files.writeString(folder.resolve("orthanc.lua"), script);
            configuration.putArray("LuaScripts").add(lua.toString());
        }
        Path file = folder.resolve("orthanc.json");
        JSON.writeValue(file.toFile(), configuration);
        // Stock Orthanc leaves Nagle's algorithm on, and every answer to a synchronous peer then waits 40 ms.
        log = folder.resolve("orthanc.log");
        process = new PeerProcess(
                List.of("Orthanc", file.toString()),
                Map.of("TCP_NODELAY", "1"),
                // It opens the one for HTTP last.
                List.of(port(), httpPort),
                log);
    }

    /** Puts Part 10 files into it by its own REST interface. */
    public Orthanc load(List<Path> files) throws IOException {
        for (Path file : files) {
            send(HttpRequest.newBuilder(uri("/instances"))
                    .POST(HttpRequest.BodyPublishers.ofFile(file))
                    .build());
        }
        return this;
    }

    @Override
    PeerProcess process() {
        return process;
    }

    @Override
    public Path exportTo(Path into) throws IOException {
        Path export = exportFolder(into);
        for (JsonNode id :
                JSON.readTree(send(HttpRequest.newBuilder(uri("/instances")).build()))) {
            Files.write(
                    export.resolve(id.asText() + ".dcm"),
                    send(HttpRequest.newBuilder(uri("/instances/" + id.asText() + "/file"))
                            .build()));
        }
        return export;
    }

    /** SOP Instance UIDs of what it keeps. */
    public Set<String> held() throws IOException {
        JsonNode instances = JSON.readTree(
                send(HttpRequest.newBuilder(uri("/instances?expand")).build()));
        return Set.copyOf(instances.findValuesAsText("SOPInstanceUID"));
    }

    /** How often somebody has sent an object to one that counts, since it was made. */
    public long requests() throws IOException {
        try (Stream<String> lines = Files.lines(log, ISO_8859_1)) {
            return lines.filter(line -> line.endsWith(COUNTED)).count();
        }
    }

    /**
     * Has it ask another for storage commitment.
     *
     * @param peer AE title of one of its peers
     * @return where it keeps the answer, for {@link #commitment}
     */
    public String askForCommitment(String peer, String sopClassUid, List<String> sopInstanceUids) throws IOException {
        var request = JSON.createObjectNode();
        var instances = request.putArray("DicomInstances");
        sopInstanceUids.forEach(
                uid -> instances.addObject().put("SOPClassUID", sopClassUid).put("SOPInstanceUID", uid));
        byte[] answer = send(HttpRequest.newBuilder(uri("/modalities/" + peer + "/storage-commitment"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build());
        return JSON.readTree(answer).path("Path").asText();
    }

    /** What it knows of a request: status Pending, Success or Failure, with the objects. */
    public JsonNode commitment(String path) throws IOException {
        return JSON.readTree(send(HttpRequest.newBuilder(uri(path)).build()));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    private byte[] send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("Orthanc answered " + response.statusCode() + " to " + request.uri());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
