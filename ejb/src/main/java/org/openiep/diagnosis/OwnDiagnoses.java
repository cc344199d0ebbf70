package org.openiep.diagnosis;

/** The sentences on what came from the exchange itself: no PACS is to blame, and most of it goes on by itself. */
public final class OwnDiagnoses {
    private OwnDiagnoses() {}

    /** The exchange's store is full. */
    public static Diagnosis ownSpace(String technical) {
        return new Diagnosis(
                FailureClass.OWN_SPACE,
                "The exchange is out of space.",
                "The exchange's image store is full, so that it takes no more images; no PACS is to blame. What it"
                        + " has confirmed is kept.",
                "Tell the exchange's operator to make space in the data folder, or to purge earlier. It goes on by"
                        + " itself when there is space again.",
                technical);
    }

    /** A file of the store is not what it was. */
    public static Diagnosis ownFile(String technical) {
        return new Diagnosis(
                FailureClass.OWN_FILE,
                "An image is damaged in the exchange's store.",
                "A file in the exchange's image store is gone or has another length than it had; no PACS is to blame.",
                "Tell the exchange's operator, who checks the disk. What was not delivered can be sent again in a new"
                        + " transfer.",
                technical);
    }

    /** The exchange could not write or read its store. */
    public static Diagnosis ownStore(String technical) {
        return new Diagnosis(
                FailureClass.OWN_STORE,
                "The exchange's store has a problem.",
                "The exchange could not write or read its own image store; no PACS is to blame.",
                "Tell the exchange's operator: the data folder, its permissions and its file system. It goes on by itself"
                        + " when it can be written again.",
                technical);
    }

    /** Images come faster than the database takes them in. */
    public static Diagnosis ownBacklog(String technical) {
        return new Diagnosis(
                FailureClass.OWN_BACKLOG,
                "Too many images wait to be catalogued.",
                "The exchange's own database is slow or does not answer, so that images come faster than they can be"
                        + " catalogued; no PACS is to blame. What has been confirmed is kept, and waits.",
                "Tell the exchange's operator, who looks after the database: its disk, its locks, its connections. It"
                        + " goes on by itself when the database does.",
                technical);
    }

    /** Something in the exchange itself failed. */
    public static Diagnosis ownFault(String technical) {
        return new Diagnosis(
                FailureClass.OWN_FAULT,
                "A fault in the exchange.",
                "The exchange itself failed; no PACS is to blame.",
                "Tell the exchange's operator, who finds the details in the server's log at that time.",
                technical);
    }

    /** The exchange's database was away. */
    public static Diagnosis database() {
        return new Diagnosis(
                FailureClass.DATABASE,
                "The exchange's database did not answer.",
                "The exchange's own database was away for a while; no PACS is to blame.",
                "Nothing: it goes on by itself.",
                "");
    }

    /** The server stopped while a worker had the job. */
    public static Diagnosis interrupted() {
        return new Diagnosis(
                FailureClass.INTERRUPTED,
                "The exchange was restarted.",
                "The exchange's server stopped in the middle.",
                "Nothing: it goes on by itself.",
                "");
    }

    /** A blue light needed the place. */
    public static Diagnosis gaveWay() {
        return new Diagnosis(
                FailureClass.GAVE_WAY,
                "Gave way to a blue light.",
                "A blue light needed the worker or the association that this transfer had.",
                "Nothing: it goes on by itself, with what is missing.",
                "");
    }

    /** Somebody paused the lane, the worker or the node. */
    public static Diagnosis paused() {
        return new Diagnosis(
                FailureClass.PAUSED,
                "Paused.",
                "Somebody paused the lane, the worker or the node.",
                "Nothing: it goes on, with what is missing, when another worker takes it or the pause ends.",
                "");
    }
}
