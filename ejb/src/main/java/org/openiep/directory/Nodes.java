package org.openiep.directory;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;

/** The DICOM nodes of the institutions. */
@Stateless
public class Nodes {
    /** The nodes that the caller may administer or read, by institution and name. */
    public List<NodeView> list() {
        throw new UnsupportedOperationException();
    }

    /** One node; {@link org.openiep.problem.NotFound} unless the caller may see its address. */
    public NodeView get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Where the caller's institution can send from (B7), the preferred one first. */
    public List<NodeView> ownSources() {
        throw new UnsupportedOperationException();
    }

    /** Where an institution can be sent to (B8), the preferred one first; name only. */
    public List<NodeView> destinationsOf(long institution) {
        throw new UnsupportedOperationException();
    }

    public long create(NodeForm form) {
        throw new UnsupportedOperationException();
    }

    public void change(long id, NodeForm form) {
        throw new UnsupportedOperationException();
    }

    /** The active node with that AE title (exactly as sent, without padding). Needs no caller. */
    public Optional<Node> byAeTitle(String aeTitle) {
        throw new UnsupportedOperationException();
    }

    /** It answered just now. In a transaction of its own; needs no caller. */
    public void seen(long nodeId) {
        throw new UnsupportedOperationException();
    }

    /** It did not do what was asked. In a transaction of its own; needs no caller. */
    public void failed(long nodeId, String problem) {
        throw new UnsupportedOperationException();
    }
}
