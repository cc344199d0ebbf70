package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.net.PresentationContext;

/** Sends objects back on the association on which they are asked for (C-GET, PS3.7 9.1.3). */
@FunctionalInterface
public interface GetHandler {
    /**
     * Gets.
     *
     * @param request what
     * @param requestor takes the objects and the counts
     * @return the final answer, see {@link MoveProgress#finished}, {@link MoveProgress#cancelled} and
     *     {@link MoveProgress#refused}
     * @throws IOException what {@code requestor} threw ends the association, {@link NotAcceptedException} apart; any
     *     other is answered with a processing failure (0110H)
     */
    MoveProgress get(Get request, Requestor requestor) throws IOException;

    /**
     * A C-GET-RQ.
     *
     * @param sopClass the information model, for example Study Root
     * @param identifier unique keys, with Query/Retrieve Level
     */
    record Get(String sopClass, DataSet identifier) {}

    /** Who asked. */
    interface Requestor {
        /** The contexts in which objects of this class may be sent, in the requestor's order. */
        List<PresentationContext> contexts(String sopClass);

        /**
         * Sends an object and waits for the answer.
         *
         * @throws NotAcceptedException when the requestor does not take its class in its transfer syntax; nothing was
         *     sent, and the next object may follow
         * @throws IOException also when the file cannot be read; if part of it had been sent, the association is over
         */
        Response send(OutgoingObject object) throws IOException;

        /**
         * Sends a pending answer.
         *
         * @param progress see {@link MoveProgress#pending}
         * @return false once the requestor has cancelled: then no more objects are to be sent
         */
        boolean progress(MoveProgress progress) throws IOException;
    }
}
