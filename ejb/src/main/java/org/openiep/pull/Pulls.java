package org.openiep.pull;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.connector.api.MoveOrigin;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectsToSend;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.QueryOutcome;
import org.openiep.connector.api.StoredObject;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.directory.Node;
import org.openiep.directory.Nodes;
import org.openiep.imaging.ImageStore;
import org.openiep.pull.PullRows.HeldObject;

/**
 * What a hospital's PACS may pull for itself: it searches and fetches what its own institution may see On IEP, where the
 * node's setting allows it, and has it sent to its own institution's nodes. Everything is audited.
 */
@ApplicationScoped
public class Pulls {
    private static final Logger LOG = Logger.getLogger(Pulls.class.getName());

    /** PS3.7 C.5.4. */
    private static final QueryOutcome NOT_AUTHORISED = new QueryOutcome(0x0124, "This node may not query");

    private static final int IDENTIFIER_DOES_NOT_MATCH = 0xA900;
    private static final int CANCELLED = 0xFE00;
    private static final int DESTINATION_UNKNOWN = 0xA801;

    @Inject
    Nodes nodes;

    @Inject
    Searching searching;

    @Inject
    Catalogue catalogue;

    @Inject
    ImageStore store;

    @Inject
    Moving moving;

    /** See {@link org.openiep.connector.api.DicomListener#find}. */
    public QueryOutcome find(Party party, DataSet keys, Predicate<DataSet> onMatch) {
        Optional<Node> node = mayQuery(party);
        if (node.isEmpty()) {
            return NOT_AUTHORISED;
        }
        Optional<QueryLevel> level = QueryLevel.of(keys);
        if (level.isEmpty() || !level.get().isSearchable(keys)) {
            return new QueryOutcome(IDENTIFIER_DOES_NOT_MATCH, "Level STUDY, SERIES or IMAGE, with the keys above it");
        }
        int[] matches = {0};
        boolean whole = searching.search(node.get().institutionId(), level.get(), keys, match -> {
            matches[0]++;
            return onMatch.test(match.put(Tag.RETRIEVE_AE_TITLE, party.calledAeTitle()));
        });
        catalogue.searched(node.get(), level.get().name(), matches[0]);
        return whole ? QueryOutcome.SUCCESS : new QueryOutcome(CANCELLED, "");
    }

    /** See {@link org.openiep.connector.api.DicomListener#retrieve}. */
    public ObjectsToSend retrieve(Party party, DataSet identifier) {
        Optional<Node> node = mayQuery(party);
        if (node.isEmpty()) {
            return ObjectsToSend.refused(NOT_AUTHORISED);
        }
        Optional<List<HeldObject>> objects = named(node.get(), identifier);
        if (objects.isEmpty()) {
            return new ObjectsToSend(
                    IDENTIFIER_DOES_NOT_MATCH, "Level STUDY, SERIES or IMAGE, with its UIDs", List.of());
        }
        catalogue.retrieved(node.get(), objects.get(), "C-GET");
        return new ObjectsToSend(0, "", objects.get().stream().map(this::stored).toList());
    }

    /** See {@link org.openiep.connector.api.DicomListener#move}. */
    public MoveOutcome move(
            Party party,
            DataSet identifier,
            String destinationAeTitle,
            MoveOrigin origin,
            Predicate<MoveOutcome> onProgress) {
        Optional<Node> node = mayQuery(party);
        if (node.isEmpty()) {
            return refused(NOT_AUTHORISED.status(), NOT_AUTHORISED.comment());
        }
        Optional<Node> destination = nodes.byAeTitle(destinationAeTitle)
                .filter(to -> to.institutionId() == node.get().institutionId() && to.destination());
        if (destination.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "{0} asked to have images sent to {1}, which is no destination of its own.",
                    new Object[] {party.callingAeTitle(), destinationAeTitle});
            return refused(DESTINATION_UNKNOWN, "No destination of your institution");
        }
        Optional<List<HeldObject>> objects = named(node.get(), identifier);
        if (objects.isEmpty()) {
            return refused(IDENTIFIER_DOES_NOT_MATCH, "Level STUDY, SERIES or IMAGE, with its UIDs");
        }
        catalogue.retrieved(
                node.get(), objects.get(), "C-MOVE to node " + destination.get().id());
        List<StoredObject> stored = objects.get().stream().map(this::stored).toList();
        return moving.move(destination.get(), stored, origin, onProgress);
    }

    private static MoveOutcome refused(int status, String comment) {
        return new MoveOutcome(status, -1, -1, -1, -1, comment);
    }

    private Optional<Node> mayQuery(Party party) {
        return nodes.byAeTitle(party.callingAeTitle())
                .filter(node -> node.services().mayQuery());
    }

    private Optional<List<HeldObject>> named(Node node, DataSet identifier) {
        return QueryLevel.of(identifier)
                .filter(level -> level.isRetrievable(identifier))
                .map(level -> catalogue.objects(
                        node.institutionId(),
                        identifier.strings(Tag.STUDY_INSTANCE_UID),
                        level == QueryLevel.STUDY ? List.of() : identifier.strings(Tag.SERIES_INSTANCE_UID),
                        level == QueryLevel.IMAGE ? identifier.strings(Tag.SOP_INSTANCE_UID) : List.of()));
    }

    private StoredObject stored(HeldObject object) {
        return new StoredObject(
                store.path(object.file()), object.sopClassUid(), object.sopInstanceUid(), object.transferSyntaxUid());
    }
}
