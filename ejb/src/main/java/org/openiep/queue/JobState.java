package org.openiep.queue;

/** Where a job is. */
enum JobState {
    QUEUED,
    /** A worker holds its lease. */
    RUNNING,
    /** An attempt failed; the next one comes by itself at its time. */
    RETRY,
    DONE,
    FAILED,
    PAUSED,
    CANCELLED
}
