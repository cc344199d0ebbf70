package org.openiep.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;

/** The exchange's REST interface, as one person; an answer that is no success is an {@link IllegalStateException}. */
public final class Api {
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final HttpClient client;
    private final URI root;
    private final String authorization;

    /** Signs in with every call. */
    public Api(Exchange exchange, String email, String password) {
        this.client = exchange.client();
        this.root = exchange.server().address().resolve("/api/v1/");
        this.authorization = "Basic " + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(UTF_8));
    }

    /**
     * Reads an object.
     *
     * @param path below {@code /api/v1/}
     */
    public JsonObject get(String path) {
        return call(path, request(path).GET().build()).asJsonObject();
    }

    /**
     * Reads a list.
     *
     * @param path below {@code /api/v1/}
     */
    public JsonArray list(String path) {
        return call(path, request(path).GET().build()).asJsonArray();
    }

    /**
     * Posts a form and reads the answer.
     *
     * @param path below {@code /api/v1/}
     */
    public JsonObject post(String path, JsonObject body) {
        return call(
                        path,
                        json(path)
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build())
                .asJsonObject();
    }

    /**
     * Changes what lies there into what a form says.
     *
     * @param path below {@code /api/v1/}
     */
    public void put(String path, JsonObject form) {
        call(
                path,
                json(path)
                        .PUT(HttpRequest.BodyPublishers.ofString(form.toString()))
                        .build());
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path))
                .timeout(LONGEST_ANSWER)
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    private JsonValue call(String path, HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.method() + " " + path + " was answered " + answer.statusCode()
                        + (isJson(answer) ? ": " + answer.body() : ""));
            }
            return read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the exchange did not answer " + request.method() + " " + path, e);
        } catch (JsonException e) {
            throw new IllegalStateException(request.method() + " " + path + " was not answered with JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the exchange", e);
        }
    }

    /** An error of the API says in JSON what is wrong; a page says nothing that helps here. */
    private static boolean isJson(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").contains("json");
    }

    private static JsonValue read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }
}
