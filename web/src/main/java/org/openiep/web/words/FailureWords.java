package org.openiep.web.words;

import org.openiep.diagnosis.FailureClass;

/** Kinds of failure in a few words, for tables; Details says more. */
public final class FailureWords {

    private FailureWords() {}

    /** "The PACS could not be reached". */
    public static String of(FailureClass failure) {
        return switch (failure) {
            case UNREACHABLE -> "The PACS could not be reached";
            case TLS -> "No encrypted connection with the PACS";
            case CALLING_AE_UNKNOWN -> "The PACS does not know our AE title";
            case CALLED_AE_WRONG -> "The PACS has another AE title";
            case REJECTED -> "The PACS rejects the exchange";
            case BUSY -> "The PACS was busy";
            case SERVICE_REFUSED -> "The PACS does not offer the service";
            case SOP_CLASS_REFUSED -> "The PACS does not take this kind of image";
            case KIND_REFUSED -> "The PACS does not take some of the images";
            case TRANSFER_SYNTAX_REFUSED -> "The PACS does not take this encoding of images";
            case OBJECT_REFUSED -> "The PACS refused images";
            case BAD_OBJECT -> "Images that are not as they have to be";
            case NOT_KEPT -> "The PACS did not keep what it confirmed";
            case COMMITMENT_OVERDUE -> "The PACS did not say whether it keeps the images";
            case OUT_OF_SPACE -> "The PACS is out of space";
            case TIMED_OUT -> "The PACS stopped answering";
            case ABORTED -> "The connection broke";
            case PROTOCOL -> "What answered does not speak DICOM";
            case QUERY_REFUSED -> "The PACS refused to search or to send";
            case MOVE_DESTINATION_UNKNOWN -> "The PACS does not know where to send";
            case SOURCE_CANNOT_SEND -> "The PACS sent nothing";
            case FEWER_IMAGES -> "Fewer images than the PACS promised";
            case NO_SUCH_STUDY -> "The PACS no longer has the study";
            case ALL_IN_USE -> "Waited for a free connection with the PACS";
            case OWN_SPACE -> "The exchange is out of space";
            case OWN_STORE -> "The exchange could not use its image store";
            case OWN_BACKLOG -> "The exchange's database could not keep up";
            case OWN_FILE -> "A damaged file in the exchange's image store";
            case OWN_FAULT -> "A fault in the exchange";
            case DATABASE -> "The exchange's database did not answer";
            case INTERRUPTED -> "The exchange was restarted";
            case GAVE_WAY -> "Gave way to a blue light";
            case PAUSED -> "Paused by a colleague";
        };
    }
}
