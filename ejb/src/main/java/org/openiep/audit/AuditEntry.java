package org.openiep.audit;

import java.time.Instant;

/**
 * One thing that was done, before it is chained.
 *
 * @param at to the microsecond, which is what the database keeps
 * @param subject what it was done to: a reference or such as {@code node 12}; never patient data
 * @param detail the rest: old and new status, a reason; never patient data, never a password
 */
public record AuditEntry(Instant at, Actor actor, Act act, String subject, String detail) {}
