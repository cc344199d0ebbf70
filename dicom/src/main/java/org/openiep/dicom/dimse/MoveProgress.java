package org.openiep.dicom.dimse;

/**
 * Where a C-MOVE stands (PS3.4 C.4.2.1.6); a count that the response did not have is -1.
 *
 * @param status pending, or the final one
 * @param remaining sub-operations not yet begun
 * @param completed those that succeeded
 * @param failed those that failed
 * @param warning those that succeeded with a warning
 * @param comment Error Comment (0000,0902), empty when there is none
 */
public record MoveProgress(Status status, int remaining, int completed, int failed, int warning, String comment) {
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
}
