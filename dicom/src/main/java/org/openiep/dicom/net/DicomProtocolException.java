package org.openiep.dicom.net;

/** What the other side sent is not DICOM as the standard has it. */
public final class DicomProtocolException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final int abortReason;

    /**
     * @param abortReason the reason of the A-ABORT that answers it, from {@link Abort}
     * @param message what came, where, and what should have come
     */
    public DicomProtocolException(int abortReason, String message) {
        super(message, null);
        this.abortReason = abortReason;
    }

    /** The reason of the A-ABORT that answers it. */
    public int abortReason() {
        return abortReason;
    }
}
