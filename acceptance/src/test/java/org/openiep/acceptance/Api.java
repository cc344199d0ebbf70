package org.openiep.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The REST interface as one person uses it: JSON over HTTPS with that person's sign-in. */
public final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI root;
    private final String authorization;

    /** An answer: HTTP status and body, which is JSON null when there is none. */
    public record Answer(int status, JsonNode body, String location) {
        /** What the server said in words when it refused. */
        public String detail() {
            return body.path("detail").asText();
        }

        /** The message about a field, or empty. */
        public String problem(String field) {
            for (JsonNode problem : body.path("problems")) {
                if (problem.path("field").asText().equals(field)) {
                    return problem.path("message").asText();
                }
            }
            return "";
        }
    }

    public Api(HttpClient http, URI root, String email, String password) {
        this.http = http;
        this.root = root;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Asks for the headers alone. */
    public Answer head(String path) throws IOException {
        return send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    public Answer post(String path, JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer put(String path, JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** Bytes as the body. */
    public Answer put(String path, byte[] body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).header("Authorization", authorization);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .map(type -> type.contains("json"))
                    .orElse(false);
            return new Answer(
                    response.statusCode(),
                    json ? JSON.readTree(response.body()) : JSON.nullNode(),
                    response.headers().firstValue("Location").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
