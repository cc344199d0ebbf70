package org.openiep.demo;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A hospital of the demonstration, with its PACS and its staff.
 *
 * @param odsCode invented
 * @param domain of its e-mail addresses
 */
record Hospital(String name, String odsCode, String domain, SmallPacs pacs) {
    /** One of its staff. */
    record Person(String title, String firstName, String lastName, String role) {
        String email(String domain) {
            return firstName.toLowerCase(Locale.ROOT) + "@" + domain;
        }
    }

    /** What the exchange calls it and its node. */
    record Registered(long institution, long node) {}

    /** Makes it known to the exchange, with its node and its staff; what is known already stays as it is. */
    Registered register(Api administrator, List<Person> staff, String password) {
        long institution = idOr(
                administrator,
                "institutions",
                "odsCode",
                odsCode,
                () -> Json.createObjectBuilder()
                        .add("odsCode", odsCode)
                        .add("name", name)
                        .add("kind", "NHS_TRUST")
                        .add("hosted", true)
                        .add("deliversByItself", true)
                        .add("patientIdPattern", "S\\d{7}")
                        .add("active", true)
                        .build());
        long node = idOr(administrator, "nodes", "aeTitle", pacs.aeTitle(), () -> node(institution));
        for (Person person : staff) {
            String email = person.email(domain);
            idOr(
                    administrator,
                    "people",
                    "email",
                    email,
                    () -> Json.createObjectBuilder()
                            .add("institution", institution)
                            .add("title", person.title())
                            .add("firstName", person.firstName())
                            .add("lastName", person.lastName())
                            .add("email", email)
                            .add("roles", Json.createArrayBuilder().add(person.role()))
                            .add("active", true)
                            .add("password", password)
                            .build());
        }
        return new Registered(institution, node);
    }

    private JsonObject node(long institution) {
        return Json.createObjectBuilder()
                .add("institution", institution)
                .add("name", name + " PACS")
                .add("aeTitle", pacs.aeTitle())
                .add("ourAeTitle", "OPENIEP")
                .add("host", "127.0.0.1")
                .add("port", pacs.port())
                .add("source", true)
                .add("destination", true)
                .add("preferred", true)
                .add("checksAddress", true)
                .add("associations", 4)
                .add("active", true)
                .build();
    }

    private interface Form {
        JsonObject fill();
    }

    private static long idOr(Api api, String kind, String key, String value, Form form) {
        for (JsonValue each : api.list(kind)) {
            JsonObject known = each.asJsonObject();
            JsonObject fields = known.containsKey("form") ? known.getJsonObject("form") : known;
            if (value.equals(fields.getString(key, ""))) {
                return known.getJsonNumber("id").longValue();
            }
        }
        return api.post(kind, form.fill()).getJsonNumber("id").longValue();
    }
}
