package org.openiep.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the list shows it to one caller (requirement G14).
 *
 * @param institution the other side's name
 * @param assigned who works on it; empty when nobody does
 * @param expected images in all; 0 while not known
 * @param held images that are on IEP
 * @param delivered images that the destination confirmed
 * @param rate images a second of the running step; null when none runs
 * @param cause why it failed or waits, one short sentence; empty otherwise
 * @param blueLightSince from when its clock runs (H2); null for other priorities and once delivered
 * @param blueLightDue when it should be delivered, by default four hours later; null when no clock runs
 * @param keptUntil when the images are purged (G10); null before On IEP, unless it failed with some of them
 * @param queue where its present step stands (H4); null when nothing of it waits or runs
 * @param actions what the caller can do now, next step first
 */
public record TransactionRow(
        String reference,
        TransactionType type,
        Direction direction,
        Instant created,
        Instant changed,
        Priority priority,
        String lastName,
        String firstName,
        String institution,
        String assigned,
        int messages,
        int unreadMessages,
        Status status,
        int expected,
        int held,
        int delivered,
        @Nullable Double rate,
        String cause,
        @Nullable Instant blueLightSince,
        @Nullable Instant blueLightDue,
        @Nullable Instant keptUntil,
        @Nullable QueuePlace queue,
        List<Action> actions) {}
