package org.openiep.calling;

import org.openiep.connector.api.Link;
import org.openiep.connector.api.Remote;
import org.openiep.directory.Node;
import org.openiep.directory.NodeForm;
import org.openiep.directory.TransportSecurity;

/** Nodes as the connector calls them. */
public final class Remotes {
    private Remotes() {}

    /** A node that is set up. */
    public static Remote of(Node node) {
        return of(node.form());
    }

    /** A node as it is typed, perhaps not saved yet. */
    public static Remote of(NodeForm node) {
        Link link = new Link(
                node.associations(),
                node.services().asyncWindow(),
                node.services().security() == TransportSecurity.TLS,
                node.services().certificateSubject());
        return new Remote(node.host(), node.port(), node.aeTitle(), node.ourAeTitle(), link);
    }
}
