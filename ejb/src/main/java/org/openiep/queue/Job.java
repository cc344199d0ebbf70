package org.openiep.queue;

import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;

/**
 * A job as a worker has claimed it.
 *
 * @param run the number of this claim, from 1; it is the attempt's number too
 * @param failures failed attempts since the job was queued
 */
public record Job(
        long id,
        long transactionId,
        Step step,
        Priority priority,
        long institutionId,
        long nodeId,
        int run,
        int failures) {}
