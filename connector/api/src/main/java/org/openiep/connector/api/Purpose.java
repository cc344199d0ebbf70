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

    /** Storage of objects of these kinds. */
    record Store(Set<ObjectKind> kinds) implements Purpose {
        public Store {
            kinds = Set.copyOf(kinds);
        }
    }

    /** A SOP class in the transfer syntax that its objects are held in. */
    record ObjectKind(String sopClassUid, String transferSyntaxUid) {}
}
