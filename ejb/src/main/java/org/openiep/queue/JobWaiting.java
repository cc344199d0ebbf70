package org.openiep.queue;

import org.openiep.exchange.Priority;

/**
 * A job waits for a worker; observe it after success. It only saves time: a worker finds the job's row in any case.
 *
 * @param lane {@link Lane#OUTBOUND} or {@link Lane#INBOUND}
 */
public record JobWaiting(long jobId, Lane lane, Priority priority) {}
