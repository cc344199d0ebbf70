package org.openiep.web.create;

import java.io.Serializable;
import java.util.List;
import org.openiep.directory.NodeView;

/**
 * A node to choose.
 *
 * @param prefix put before the patient ID at this node; may be empty
 */
public record NodeChoice(String id, String name, String prefix) implements Serializable {

    static NodeChoice of(NodeView node) {
        return new NodeChoice(
                Long.toString(node.id()), node.form().name(), node.form().patientIdPrefix());
    }

    public String getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    /** The name of the one with that id; empty when there is none. */
    static String nameOf(List<NodeChoice> choices, String id) {
        return choices.stream()
                .filter(each -> each.id().equals(id))
                .map(NodeChoice::name)
                .findFirst()
                .orElse("");
    }
}
