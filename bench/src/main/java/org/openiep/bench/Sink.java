package org.openiep.bench;

import java.io.IOException;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.net.Fragments;

/** What becomes of an object that the bare engine receives. */
interface Sink {
    /** Passes over it. */
    Sink NOTHING = (request, dataSet) -> {
        while (dataSet.nextChunk().hasRemaining()) {
            // Each chunk takes the place of the one before.
        }
        return Response.of(Status.SUCCESS);
    };

    /** Takes one object. */
    Response take(StoreRequest request, Fragments dataSet) throws IOException;
}
