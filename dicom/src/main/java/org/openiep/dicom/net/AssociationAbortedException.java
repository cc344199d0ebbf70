package org.openiep.dicom.net;

/** The other side sent A-ABORT. */
public final class AssociationAbortedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final transient Abort abort;

    public AssociationAbortedException(Abort abort) {
        super("The other side aborted the association (A-ABORT " + abort.words() + ").", null);
        this.abort = abort;
    }

    /** Source and reason. */
    public Abort abort() {
        return abort;
    }
}
