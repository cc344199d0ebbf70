package org.openiep.directory;

import java.lang.reflect.Field;
import java.time.Instant;

/** Institutions and nodes as the database would give them. */
public final class DirectorySamples {
    private DirectorySamples() {}

    public static Institution institution(long id, String name, boolean namedRecipientRequired) {
        InstitutionForm form = new InstitutionForm(
                "RX" + id, name, InstitutionKind.NHS_TRUST, true, namedRecipientRequired, false, "S\\d{7}", true);
        return withId(new Institution(form, "Test", Instant.EPOCH), id);
    }

    public static Node node(long id, Institution institution, boolean source, boolean destination, boolean active) {
        NodeForm form = new NodeForm(
                institution.id(),
                institution.name() + " PACS",
                "PACS" + id,
                "OPENIEP",
                "pacs.example.nhs.uk",
                104,
                source,
                destination,
                true,
                false,
                "RWE",
                4,
                active,
                NodeServices.USUAL);
        return withId(new Node(institution, form, "Test", Instant.EPOCH), id);
    }

    private static <T> T withId(T entity, long id) {
        try {
            Field field = entity.getClass().getDeclaredField("id");
            field.setAccessible(true);
            field.setLong(entity, id);
            return entity;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
