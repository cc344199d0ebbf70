package org.openiep.dicom.dimse;

import java.io.IOException;
import org.openiep.dicom.data.UidNames;

/** The service asked for was not accepted in the negotiation. Nothing was sent; the association is as usable as before. */
public final class NotAcceptedException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param transferSyntax empty when any would have done
     */
    NotAcceptedException(String sopClass, String transferSyntax) {
        super("The other side did not accept " + UidNames.describe(sopClass)
                + (transferSyntax.isEmpty()
                        ? "."
                        : " in the transfer syntax " + UidNames.describe(transferSyntax) + "."));
    }
}
