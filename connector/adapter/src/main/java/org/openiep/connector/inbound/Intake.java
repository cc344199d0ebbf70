package org.openiep.connector.inbound;

import org.openiep.connector.api.Party;
import org.openiep.dicom.dimse.StoreHandler;

/** The way in for objects that come on an association of ours (C-GET): the same as for those that nodes send. */
@FunctionalInterface
public interface Intake {
    /** Begins to take the objects of one association. */
    Receiver receive(Party from);

    /** Takes objects until it is closed. */
    interface Receiver extends StoreHandler, AutoCloseable {
        @Override
        void close();
    }
}
