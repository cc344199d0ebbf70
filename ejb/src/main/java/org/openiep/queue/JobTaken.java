package org.openiep.queue;

import jakarta.ejb.ApplicationException;

/** The job is no longer this worker's: it was cancelled, or its lease ended and somebody else has it. */
@ApplicationException(rollback = true)
public class JobTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** That job is not ours. */
    public JobTaken(Job job) {
        super("Job " + job.id() + ", run " + job.run() + " is no longer this worker's.");
    }
}
