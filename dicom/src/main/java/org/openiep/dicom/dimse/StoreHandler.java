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
     * @return the answer to the sender: a {@link Response}, or one that needs something more when all of the object has
     *     come
     * @throws IOException an {@link org.openiep.dicom.net.AssociationException} of the stream ends the association;
     *     any other, and any unchecked one, is answered with a processing failure (0110H)
     */
    Answer store(StoreRequest request, Fragments dataSet) throws IOException;

    /**
     * The answer to an object that has come. A sender with an asynchronous window (PS3.7 D.3.3.3) does not wait for it, so
     * that what it needs, such as a disk, may work while the next object comes. All methods are called by the thread that
     * took the object.
     */
    interface Answer {
        /** Others come meanwhile: another thread may begin with what it needs. Called once at most, before the others. */
        default void begin() {}

        /** Is there nothing to wait for? */
        default boolean isThere() {
            return true;
        }

        /**
         * Waits for it, or does here what it needs. Called for each object that was taken, even when the sender is gone.
         *
         * @throws IOException answered with a processing failure (0110H), as any unchecked exception is
         */
        Response await() throws IOException;

        /** It is on its way: what can be got ready now delays nobody. */
        default void sent() {}
    }
}
