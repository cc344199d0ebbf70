package org.openiep.transfer;

import org.openiep.connector.api.Link;
import org.openiep.connector.api.Remote;
import org.openiep.directory.Node;
import org.openiep.directory.NodeForm;
import org.openiep.directory.TransportSecurity;

/** Nodes as the connector calls them. */
final class Remotes {
    private Remotes() {}

    static Remote of(Node node) {
        return of(node.form());
    }

    static Remote of(NodeForm node) {
        Link link = new Link(
                node.associations(),
                node.services().asyncWindow(),
                node.services().security() == TransportSecurity.TLS,
                node.services().certificateSubject());
        return new Remote(node.host(), node.port(), node.aeTitle(), node.ourAeTitle(), link);
    }
}
