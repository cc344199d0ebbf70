package org.openiep.connector.api;

import java.util.Set;

/** What an association is opened for; it decides the presentation contexts that are proposed. */
public sealed interface Purpose {
    /** Verification (C-ECHO). */
    record Echo() implements Purpose {}

    /** Study Root Query/Retrieve, FIND. */
    record Find() implements Purpose {}

    /** Study Root Query/Retrieve, MOVE. */
    record Move() implements Purpose {}

    /**
     * Study Root Query/Retrieve, GET; the objects come on the association.
     *
     * @param sopClassUids of the objects that may come, 1 to 127
     */
    record Get(Set<String> sopClassUids) implements Purpose {
        public Get {
            sopClassUids = Set.copyOf(sopClassUids);
        }
    }

    /**
     * Storage of objects of these kinds, as they are; where the node does not take a kind so, converted without loss.
     *
     * @param decompressesLossy what is in lossy JPEG may be sent decompressed, with the same pixels
     */
    record Store(Set<ObjectKind> kinds, boolean decompressesLossy) implements Purpose {
        public Store {
            kinds = Set.copyOf(kinds);
        }

        public Store(Set<ObjectKind> kinds) {
            this(kinds, false);
        }
    }

    /** Storage Commitment Push Model: asking for commitment, and hearing the report if it comes at once. */
    record Commit() implements Purpose {}

    /** Storage Commitment Push Model: bringing the report to who asked. */
    record Report() implements Purpose {}

    /** A SOP class in the transfer syntax that its objects are held in. */
    record ObjectKind(String sopClassUid, String transferSyntaxUid) {}
}
