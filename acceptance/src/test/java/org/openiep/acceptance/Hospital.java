package org.openiep.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openiep.acceptance.peer.Pacs;

/**
 * A hospital with its staff, and the PACS that were added to it.
 *
 * @param id of the institution
 * @param clinician sends own patients' studies
 * @param pacsTeam works the list
 */
public record Hospital(long id, String name, Person clinician, Person pacsTeam, Api administrator) {

    /** Somebody who signs in, and the interface as that person. */
    public record Person(String name, String email, String password, Api api) {}

    /** Registers a PACS with the exchange as one of this hospital's nodes, source and destination. */
    public Node connect(Pacs pacs) throws IOException {
        return connect(pacs.aeTitle(), pacs.port(), World.AE_TITLE);
    }

    /** The same with any address, for nodes that are not there or not what they should be. */
    public Node connect(String aeTitle, int port, String ourAeTitle) throws IOException {
        ObjectNode form = Api.JSON
                .createObjectNode()
                .put("institution", id)
                .put("name", name + " PACS " + aeTitle)
                .put("aeTitle", aeTitle)
                .put("ourAeTitle", ourAeTitle)
                .put("host", "127.0.0.1")
                .put("port", port)
                .put("source", true)
                .put("destination", true)
                .put("preferred", false)
                .put("checksAddress", true)
                .put("patientIdPrefix", "")
                .put("associations", 4)
                .put("active", true);
        Api.Answer created = administrator.post("/api/v1/nodes", form);
        if (created.status() != 201) {
            throw new IOException("the node was not created: " + created);
        }
        return new Node(created.body().path("id").asLong(), form, administrator);
    }

    /** A node as it is registered. */
    public record Node(long id, ObjectNode form, Api administrator) {
        public String name() {
            return form.path("name").asText();
        }

        /** Saves it with other services than the usual, for example {@code "storageCommitment", true}. */
        public void serve(Object... namesAndValues) throws IOException {
            Map<String, Object> services = new LinkedHashMap<>(
                    Map.of("retrieve", "C_MOVE", "associationsPerStudy", 4, "asyncWindow", 8, "security", "PLAIN"));
            for (int i = 0; i < namesAndValues.length; i += 2) {
                services.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
            }
            change("services", services);
        }

        /** Presses its Test button. */
        public JsonNode test() throws IOException {
            return administrator
                    .post("/api/v1/nodes/" + id + "/test", Api.JSON.createObjectNode())
                    .body();
        }

        /** Saves it with another value of one field. */
        public void change(String field, Object value) throws IOException {
            form.set(field, Api.JSON.valueToTree(value));
            Api.Answer changed = administrator.put("/api/v1/nodes/" + id, form);
            if (changed.status() != 200) {
                throw new IOException("the node was not changed: " + changed);
            }
        }
    }

    /** What came or went by a route, of {@link #list}. */
    List<JsonNode> routed() throws IOException {
        return list().stream()
                .filter(row -> row.path("type").asText().equals("DIRECT_ROUTING"))
                .toList();
    }

    /** Its PACS team's list, newest change first. */
    public List<JsonNode> list() throws IOException {
        Api.Answer page = pacsTeam.api().get("/api/v1/transactions?tab=ALL&size=200");
        return page.body().path("rows").findParents("reference");
    }
}
