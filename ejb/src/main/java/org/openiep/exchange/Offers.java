package org.openiep.exchange;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openiep.problem.Conflict;
import org.openiep.problem.NotAllowed;

/** What a person can do with a transaction now. The services ask here as well, so a page never offers what is refused. */
final class Offers {
    /** Images are here, or some of them, and have not all reached the receiver. */
    private static final Set<Status> NOT_DELIVERED =
            EnumSet.of(Status.ON_IEP, Status.DOWNLOAD_REQUESTED, Status.DOWNLOADING, Status.FAILED);

    private Offers() {}

    /** Next step first. */
    static List<Action> of(Transaction transaction, Viewer viewer) {
        List<Action> actions = new ArrayList<>();
        for (Action action : Action.values()) {
            if (permitted(action, transaction, viewer) && possible(action, transaction)) {
                actions.add(action);
            }
        }
        return List.copyOf(actions);
    }

    /** Throws {@link NotAllowed} when the person may not, {@link Conflict} when the status is in the way. */
    static void require(Action action, Transaction transaction, Viewer viewer) {
        if (!permitted(action, transaction, viewer)) {
            throw new NotAllowed("Your roles do not allow this for " + transaction.reference()
                    + ". Ask the PACS team of the institution that can.");
        }
        if (!possible(action, transaction)) {
            throw new Conflict(transaction.reference() + " is " + Transaction.words(transaction.status()) + " now; "
                    + obstacle(action));
        }
    }

    private static boolean permitted(Action action, Transaction transaction, Viewer viewer) {
        boolean handles = viewer.handles();
        boolean creates = viewer.created(transaction);
        return switch (action) {
            case DOWNLOAD, FIX_UP -> handles && viewer.isReceiver(transaction);
            // The sender answers for the whole way; the receiver can only mend its own end of it.
            case RETRY -> handles && (viewer.isSender(transaction) || transaction.failedStep() == Step.DELIVER);
            // What has not come whole is still the sender's alone.
            case MAKE_DISK -> handles && (viewer.isSender(transaction) || transaction.onIepAt() != null);
            case CANCEL -> viewer.isSender(transaction) && (handles || creates);
            case CHANGE_PRIORITY, SEND_MESSAGE -> handles || creates;
        };
    }

    private static boolean possible(Action action, Transaction transaction) {
        Status status = transaction.status();
        return switch (action) {
            case DOWNLOAD -> status == Status.ON_IEP;
            case RETRY -> status == Status.FAILED;
            case FIX_UP -> status == Status.DELIVERED;
            case MAKE_DISK -> transaction.held() > 0 && NOT_DELIVERED.contains(status);
            case CANCEL -> Moves.allowed(status, Status.CANCELLED);
            case CHANGE_PRIORITY -> !Moves.finished(status);
            case SEND_MESSAGE -> true;
        };
    }

    private static String obstacle(Action action) {
        return switch (action) {
            case DOWNLOAD -> "only what is On IEP can be downloaded.";
            case RETRY -> "only what has failed can be retried.";
            case FIX_UP -> "only what has been delivered can be marked as fixed up.";
            case MAKE_DISK -> "a disk is made of images that are on IEP and were not delivered.";
            case CANCEL -> "it can only be cancelled before images move.";
            case CHANGE_PRIORITY -> "nothing of it is to be moved any more.";
            case SEND_MESSAGE -> "no message can be sent.";
        };
    }
}
