package org.openiep.diagnosis;

/** Kinds of failure, told apart by what somebody has to do about them (requirement I13). */
public enum FailureClass {
    /** No connection to the node's host and port. */
    UNREACHABLE(Retry.YES),
    /** No secure connection: a certificate, or whether TLS is used at all. */
    TLS(Retry.NO),
    /** The node does not know our AE title. */
    CALLING_AE_UNKNOWN(Retry.NO),
    /** The node has another AE title than we call. */
    CALLED_AE_WRONG(Retry.NO),
    /** The node rejects our associations for another lasting reason. */
    REJECTED(Retry.NO),
    /** The node is at its limit. */
    BUSY(Retry.YES),
    /** The node does not offer the service: verification, query, retrieve. */
    SERVICE_REFUSED(Retry.NO),
    /** The node takes no images of that SOP class. */
    SOP_CLASS_REFUSED(Retry.NO),
    /** The node takes the SOP class, but in none of the transfer syntaxes that the images can be sent in. */
    TRANSFER_SYNTAX_REFUSED(Retry.NO),
    /** The node does not take this kind of image and did not say why, or some for one reason and some for another. */
    KIND_REFUSED(Retry.NO),
    /** The node answered with a failure for an image. */
    OBJECT_REFUSED(Retry.NO),
    /** The node says that the image itself is not as its kind has to be. */
    BAD_OBJECT(Retry.NO),
    /** The node said success to an image, and later that it does not keep it. */
    NOT_KEPT(Retry.NO),
    /** The node has not said whether it keeps the images. */
    COMMITMENT_OVERDUE(Retry.YES),
    /** The node has no space or no other resource left. */
    OUT_OF_SPACE(Retry.YES),
    /** The node said nothing for too long. */
    TIMED_OUT(Retry.YES),
    /** The connection broke, or the node aborted. */
    ABORTED(Retry.YES),
    /** What the node sent is not DICOM. */
    PROTOCOL(Retry.NO),
    /** The node refused a query or retrieve. */
    QUERY_REFUSED(Retry.YES),
    /** The source does not know us as a move destination. */
    MOVE_DESTINATION_UNKNOWN(Retry.NO),
    /** The source could not send to us what we asked for. */
    SOURCE_CANNOT_SEND(Retry.YES),
    /** Less came than the source listed. */
    FEWER_IMAGES(Retry.YES),
    /** The source has no such study any more. */
    NO_SUCH_STUDY(Retry.NO),
    /** Every association that we allow ourselves with the node is in use. */
    ALL_IN_USE(Retry.FREE),
    /** Our own store is full. */
    OWN_SPACE(Retry.YES),
    /** Our own store cannot be written or read. */
    OWN_STORE(Retry.YES),
    /** Too many images wait for our own catalogue. */
    OWN_BACKLOG(Retry.YES),
    /** A file in our own store is gone or damaged. */
    OWN_FILE(Retry.YES),
    /** A fault in the exchange. */
    OWN_FAULT(Retry.YES),
    /** The exchange's own database did not answer. */
    DATABASE(Retry.FREE),
    /** The exchange's server stopped in the middle. */
    INTERRUPTED(Retry.FREE),
    /** It was put back for the sake of a blue light. */
    GAVE_WAY(Retry.FREE),
    /** Somebody paused its lane or its node. */
    PAUSED(Retry.FREE);

    private enum Retry {
        NO,
        YES,
        FREE
    }

    private final Retry retry;

    FailureClass(Retry retry) {
        this.retry = retry;
    }

    /** Does another attempt make sense with nobody having changed anything? */
    public boolean retried() {
        return retry != Retry.NO;
    }

    /** Is Retry what follows once somebody has done what the advice says? */
    public boolean mendedByRetry() {
        return switch (this) {
            case OWN_SPACE,
                    OWN_STORE,
                    OWN_BACKLOG,
                    PROTOCOL,
                    NO_SUCH_STUDY,
                    ALL_IN_USE,
                    DATABASE,
                    INTERRUPTED,
                    GAVE_WAY,
                    PAUSED -> false;
            default -> true;
        };
    }

    /** Does it count against the number of attempts? Not where the node had no part in it. */
    public boolean spendsAttempt() {
        return retry != Retry.FREE;
    }

    /** Does nothing move with that node, whoever tries, until it is back? */
    public boolean nodeAway() {
        return this == UNREACHABLE;
    }

    /** Is it our own store, or its catalogue, that has to be mended before anything can be kept? */
    public boolean concernsOwnStore() {
        return this == OWN_SPACE || this == OWN_STORE || this == OWN_BACKLOG;
    }

    /** Is something wrong with the node or the way to it, whatever it is asked for? */
    public boolean concernsNode() {
        return switch (this) {
            case UNREACHABLE,
                    TLS,
                    CALLING_AE_UNKNOWN,
                    CALLED_AE_WRONG,
                    REJECTED,
                    BUSY,
                    SERVICE_REFUSED,
                    TIMED_OUT,
                    ABORTED,
                    PROTOCOL,
                    MOVE_DESTINATION_UNKNOWN,
                    SOURCE_CANNOT_SEND -> true;
            default -> false;
        };
    }
}
