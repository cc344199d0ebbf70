package org.openiep.exchange;

import java.time.Instant;

/**
 * A study that was sent to the same institution already (requirement G18).
 *
 * @param reference of the latest transaction that took it there
 * @param at when that was created
 */
public record SentBefore(String studyInstanceUid, String reference, Instant at, Status status) {}
