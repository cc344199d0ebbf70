package org.openiep.dicom.dimse;

import java.io.IOException;
import org.openiep.dicom.net.Fragments;

/** Takes the objects that are sent on one association. */
@FunctionalInterface
public interface StoreHandler {
    /**
     * Takes one object.
     *
     * @param dataSet comes straight from the wire; what is not read is skipped
     * @return the answer to the sender
     * @throws IOException an {@link org.openiep.dicom.net.AssociationException} of the stream ends the association;
     *     any other, and any unchecked one, is answered with a processing failure (0110H)
     */
    Response store(StoreRequest request, Fragments dataSet) throws IOException;

    /** The answer is on its way, and nothing has been read since: what can be got ready now delays nobody. */
    default void answered() {}
}
