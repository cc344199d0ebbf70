package org.openiep.connector.api;

import org.jspecify.annotations.Nullable;

/** Why a node did not do what we asked, told apart by what somebody has to do about it. */
public final class DicomFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The classes of failure. */
    public enum Reason {
        /** Host name unknown, no route, connection refused, or no answer to the connect. */
        UNREACHABLE,
        /** TLS did not come about: a certificate is missing, not trusted or another's, or one side does not use it. */
        TLS,
        /** A-ASSOCIATE-RJ: it does not know our AE title. */
        CALLING_AE_REJECTED,
        /** A-ASSOCIATE-RJ: the AE title that we call is not the node's. */
        CALLED_AE_REJECTED,
        /** A-ASSOCIATE-RJ for another permanent reason. */
        REJECTED,
        /** A-ASSOCIATE-RJ, transient: congestion or a limit of the node. */
        BUSY,
        /** The service, or the kind of object, was not accepted in the negotiation. */
        NOT_ACCEPTED,
        /** The object cannot be put into an encoding that the node takes; the association is as good as before. */
        NOT_CONVERTIBLE,
        /** A-ABORT, or the connection broke. */
        ABORTED,
        /** No message within the idle time-out. */
        TIMED_OUT,
        /** The node answered with a failure status. */
        REFUSED,
        /** What the node sent is not DICOM as the standard has it. */
        PROTOCOL,
        /** As many associations with this node are open as we allow. */
        ALL_IN_USE,
        /** Our own file could not be read, or a fault in us. */
        OURS
    }

    private final Reason reason;
    private final int status;

    public DicomFailure(Reason reason, String message) {
        this(reason, -1, message, null);
    }

    public DicomFailure(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, -1, message, cause);
    }

    /**
     * @param status the DIMSE status for {@link Reason#REFUSED}, else -1
     * @param message what happened, in the standard's words, without patient data
     */
    public DicomFailure(Reason reason, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    /** DIMSE status, or -1. */
    public int status() {
        return status;
    }
}
