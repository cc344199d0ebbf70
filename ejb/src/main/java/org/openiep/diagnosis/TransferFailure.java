package org.openiep.diagnosis;

/** An attempt came to nothing, or not to all; the diagnosis says why. */
public class TransferFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;

    /** It came to that. */
    public TransferFailure(Diagnosis diagnosis) {
        super(diagnosis.cause());
        this.diagnosis = diagnosis;
    }

    /** Why, and what to do. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }
}
