package org.openiep.connector.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Remote;

/**
 * The associations that we have open with each node, so that there are never more than allowed. One that lies idle in
 * the pool gives way to one that is needed for another purpose.
 */
final class OpenAssociations {
    private final Map<Node, List<Optional<DicomManagedConnection>>> open = new HashMap<>();

    /** A node, whoever we are to it. */
    private record Node(String host, int port, String aeTitle) {
        static Node of(Remote remote) {
            return new Node(remote.host(), remote.port(), remote.calledAeTitle());
        }
    }

    /**
     * Takes a place for an association that is to be opened.
     *
     * @throws DicomFailure {@link DicomFailure.Reason#ALL_IN_USE}
     */
    void reserve(Remote remote, int limit) throws DicomFailure {
        Optional<DicomManagedConnection> givesWay = place(remote, limit);
        // Not under the lock: a release waits for the node.
        givesWay.ifPresent(DicomManagedConnection::release);
    }

    private synchronized Optional<DicomManagedConnection> place(Remote remote, int limit) throws DicomFailure {
        List<Optional<DicomManagedConnection>> places = open.computeIfAbsent(Node.of(remote), n -> new ArrayList<>());
        if (places.size() < limit) {
            places.add(Optional.empty());
            return Optional.empty();
        }
        Optional<DicomManagedConnection> idle = places.stream()
                .flatMap(Optional::stream)
                .filter(DicomManagedConnection::retire)
                .findFirst();
        if (idle.isEmpty()) {
            throw new DicomFailure(
                    DicomFailure.Reason.ALL_IN_USE,
                    "All " + limit + " associations that we may have open with " + remote.calledAeTitle()
                            + " are in use.");
        }
        places.set(places.indexOf(idle), Optional.empty());
        return idle;
    }

    /** The reserved place is taken by this association. */
    synchronized void opened(Remote remote, DicomManagedConnection connection) {
        List<Optional<DicomManagedConnection>> places = open.computeIfAbsent(Node.of(remote), n -> new ArrayList<>());
        places.remove(Optional.<DicomManagedConnection>empty());
        places.add(Optional.of(connection));
    }

    /** The reserved place is free again, since the association did not come about. */
    synchronized void failed(Remote remote) {
        free(remote, Optional.empty());
    }

    /** The association is over; harmless when it had given way. */
    synchronized void closed(Remote remote, DicomManagedConnection connection) {
        free(remote, Optional.of(connection));
    }

    /**
     * Ends the associations that nobody has used for so long: a node may have no more threads for all its callers than we
     * have associations with it.
     */
    void releaseIdle(Duration idle) {
        // Not under the lock: a release waits for the node.
        retired(idle).forEach(DicomManagedConnection::release);
    }

    private synchronized List<DicomManagedConnection> retired(Duration idle) {
        List<DicomManagedConnection> retired = open.values().stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .filter(connection -> connection.idleFor(idle) && connection.retire())
                .toList();
        retired.forEach(connection -> free(connection.request().remote(), Optional.of(connection)));
        return retired;
    }

    private void free(Remote remote, Optional<DicomManagedConnection> place) {
        List<Optional<DicomManagedConnection>> places = open.get(Node.of(remote));
        if (places != null) {
            places.remove(place);
            if (places.isEmpty()) {
                open.remove(Node.of(remote));
            }
        }
    }
}
