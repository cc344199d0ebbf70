package org.openiep.transfer;

/** An attempt came to nothing, or not to all; the diagnosis says why. */
class TransferFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis diagnosis;

    TransferFailure(Diagnosis diagnosis) {
        super(diagnosis.cause());
        this.diagnosis = diagnosis;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }
}
