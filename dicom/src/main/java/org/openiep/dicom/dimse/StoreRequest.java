package org.openiep.dicom.dimse;

import java.util.Optional;
import org.openiep.dicom.net.PresentationContext;

/**
 * A C-STORE-RQ (PS3.7 9.1.1) without its data set. The UIDs are as the sender gave them and may be anything.
 *
 * @param context its transfer syntax is that of the data set
 * @param sopClassUid Affected SOP Class UID, empty when not given
 * @param sopInstanceUid Affected SOP Instance UID, empty when not given
 * @param originator who asked for the C-MOVE that this belongs to, if the sender says so
 */
public record StoreRequest(
        PresentationContext context, String sopClassUid, String sopInstanceUid, Optional<MoveOriginator> originator) {}
