package org.openiep.report;

import java.time.LocalDate;
import java.util.List;

/**
 * What happened with the caller's institution's transactions that were created in a period.
 *
 * @param from first day, Europe/London
 * @param to last day, included
 * @param byStatus by the names of {@link org.openiep.exchange.Status}
 * @param byPriority by the names of {@link org.openiep.exchange.Priority}
 * @param byPartner by the other institution's name, most first, at most 20
 * @param times from creation to delivery, by the names of priorities
 * @param failures failed attempts by the names of their classes, most first
 */
public record Report(
        LocalDate from,
        LocalDate to,
        List<Count> byStatus,
        List<Count> byPriority,
        List<Count> byPartner,
        List<Times> times,
        List<Count> failures) {

    public Report {
        byStatus = List.copyOf(byStatus);
        byPriority = List.copyOf(byPriority);
        byPartner = List.copyOf(byPartner);
        times = List.copyOf(times);
        failures = List.copyOf(failures);
    }

    /** How many of one kind. */
    public record Count(String name, long number) {}

    /**
     * How long it took.
     *
     * @param delivered how many were delivered
     * @param medianSeconds half were faster
     * @param ninetiethSeconds nine of ten were faster
     */
    public record Times(String priority, long delivered, double medianSeconds, double ninetiethSeconds) {}
}
