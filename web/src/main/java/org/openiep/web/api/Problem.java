package org.openiep.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openiep.problem.FieldProblem;

/**
 * Problem details as in RFC 9457, with the fields concerned where there are any.
 *
 * @param status the HTTP status
 * @param title the status in words
 * @param detail what happened and what to do; never patient data
 * @param problems one entry a field; empty when no single field is concerned
 */
public record Problem(int status, String title, String detail, List<FieldProblem> problems) {

    /** The media type of problem details. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        problems = List.copyOf(problems);
    }

    /** A problem that concerns no single field. */
    public static Problem of(int status, String detail) {
        return new Problem(status, titleOf(status), detail, List.of());
    }

    /** What was sent breaks rules: status 400 with a list. */
    public static Problem of(List<FieldProblem> problems) {
        return new Problem(400, titleOf(400), "The input breaks rules; nothing was changed.", problems);
    }

    /** As the answer of a resource. */
    public Response toResponse() {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(toJson().toString())
                .build();
    }

    /** As the answer of a filter or mechanism. */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(toJson().toString());
    }

    private JsonObject toJson() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "about:blank")
                .add("title", title)
                .add("status", status)
                .add("detail", detail);
        if (!problems.isEmpty()) {
            JsonArrayBuilder list = Json.createArrayBuilder();
            problems.forEach(problem -> list.add(
                    Json.createObjectBuilder().add("field", problem.field()).add("message", problem.message())));
            json.add("problems", list);
        }
        return json.build();
    }

    private static String titleOf(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
