package org.openiep.queue;

import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;

/**
 * A job as a worker has claimed it.
 *
 * @param run the number of this claim, from 1; it is the attempt's number too
 * @param worker the number of the worker that claimed it, on its server and in its direction; 1 takes blue light alone
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
        int worker,
        int failures) {}
