package org.openiep.transfer;

import org.openiep.connector.api.Remote;
import org.openiep.directory.Node;

/** Nodes as the connector calls them. */
final class Remotes {
    private Remotes() {}

    static Remote of(Node node) {
        return new Remote(node.host(), node.port(), node.aeTitle(), node.ourAeTitle());
    }
}
