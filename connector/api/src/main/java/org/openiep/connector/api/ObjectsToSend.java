package org.openiep.connector.api;

import java.util.List;

/**
 * What a C-GET is to send.
 *
 * @param status 0, or why nothing is sent (PS3.4 table C.4-3)
 * @param comment Error Comment (0000,0902), empty when there is none
 * @param objects in the order of sending; none unless the status is 0
 */
public record ObjectsToSend(int status, String comment, List<StoredObject> objects) {
    public ObjectsToSend {
        objects = List.copyOf(objects);
    }

    /** Nothing is sent, and why. */
    public static ObjectsToSend refused(QueryOutcome why) {
        return new ObjectsToSend(why.status(), why.comment(), List.of());
    }
}
