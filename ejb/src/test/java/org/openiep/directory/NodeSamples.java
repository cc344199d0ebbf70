package org.openiep.directory;

import java.lang.reflect.Field;
import java.time.Instant;

/** Nodes as the database would give them. */
public final class NodeSamples {
    private NodeSamples() {}

    /** A node of an institution "Sample Trust". */
    public static Node node(long id, NodeForm form) {
        InstitutionForm institution =
                new InstitutionForm("RX1", "Sample Trust", InstitutionKind.NHS_TRUST, true, false, false, "", true);
        Node node = new Node(new Institution(institution, "test", Instant.EPOCH), form, "test", Instant.EPOCH);
        try {
            Field field = Node.class.getDeclaredField("id");
            field.setAccessible(true);
            field.setLong(node, id);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return node;
    }
}
