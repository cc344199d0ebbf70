package org.openiep.dicom.net;

/** An A-ASSOCIATE-RJ, theirs to us or ours to them. */
public final class AssociationRejectedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final transient AssociateReject reject;

    public AssociationRejectedException(String message, AssociateReject reject) {
        super(message, null);
        this.reject = reject;
    }

    /** Result, source and reason. */
    public AssociateReject reject() {
        return reject;
    }
}
