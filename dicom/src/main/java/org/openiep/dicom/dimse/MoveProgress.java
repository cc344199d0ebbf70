package org.openiep.dicom.dimse;

import java.util.List;
import org.openiep.dicom.data.Tag;

/**
 * Where a C-MOVE or a C-GET stands (PS3.4 C.4.2.1.6, C.4.3.1.4); a count that the response did not have is -1.
 *
 * @param status pending, or the final one
 * @param remaining sub-operations not yet begun
 * @param completed those that succeeded
 * @param failed those that failed
 * @param warning those that succeeded with a warning
 * @param comment Error Comment (0000,0902), empty when there is none
 * @param failedInstances Failed SOP Instance UID List (0008,0058) of a final response; may be empty all the same
 */
public record MoveProgress(
        Status status,
        int remaining,
        int completed,
        int failed,
        int warning,
        String comment,
        List<String> failedInstances) {
    public MoveProgress {
        failedInstances = List.copyOf(failedInstances);
    }

    /** Without a list of failures. */
    public MoveProgress(Status status, int remaining, int completed, int failed, int warning, String comment) {
        this(status, remaining, completed, failed, warning, comment, List.of());
    }

    /** The same, naming the instances that failed. */
    public MoveProgress withFailed(List<String> sopInstanceUids) {
        return new MoveProgress(status, remaining, completed, failed, warning, comment, sopInstanceUids);
    }

    /** A report on the way. */
    public static MoveProgress pending(int remaining, int completed, int failed, int warning) {
        return new MoveProgress(Status.PENDING, remaining, completed, failed, warning, "");
    }

    /** An end before any sub-operation. */
    public static MoveProgress refused(Status status, String comment) {
        return new MoveProgress(status, -1, -1, -1, -1, comment);
    }

    /** The end: success, or the status that says which part failed (PS3.4 table C.4-2). */
    public static MoveProgress finished(int completed, int failed, int warning) {
        Status status = failed == 0
                ? Status.SUCCESS
                : completed + warning == 0 ? Status.MOVE_CANNOT_PERFORM : Status.MOVE_WITH_FAILURES;
        return new MoveProgress(status, -1, completed, failed, warning, "");
    }

    /** The end after a C-CANCEL, with the sub-operations that had not begun (PS3.4 C.4.2.3.1). */
    public static MoveProgress cancelled(int remaining, int completed, int failed, int warning) {
        return new MoveProgress(Status.CANCEL, remaining, completed, failed, warning, "");
    }

    /** What a response says. */
    static MoveProgress of(Message response, List<String> failedInstances) {
        return new MoveProgress(
                response.status(),
                count(response, Tag.NUMBER_OF_REMAINING_SUBOPERATIONS),
                count(response, Tag.NUMBER_OF_COMPLETED_SUBOPERATIONS),
                count(response, Tag.NUMBER_OF_FAILED_SUBOPERATIONS),
                count(response, Tag.NUMBER_OF_WARNING_SUBOPERATIONS),
                response.text(Tag.ERROR_COMMENT),
                failedInstances);
    }

    private static int count(Message response, int tag) {
        return response.command().integer(tag).orElse(-1);
    }
}
