package org.openiep.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Set;

/**
 * When batch transfers may start (requirement H3): overnight, from one hour of the day to another on the clock on the
 * wall, and all day on bank holidays where the policy says so. On the nights when the clocks change, the window is an
 * hour shorter or longer, as the night is. Equal hours leave it open always.
 *
 * @param from first moment of each day's opening
 * @param until first moment that is closed again; before {@code from} it means the next morning
 * @param bankHolidays is it open from midnight to midnight on bank holidays?
 * @param extraHolidays further days that count as bank holidays
 * @param zone where the clock hangs
 */
public record BatchWindow(
        LocalTime from, LocalTime until, boolean bankHolidays, Set<LocalDate> extraHolidays, ZoneId zone) {
    private static final int DAYS_AHEAD = 370;

    public BatchWindow {
        extraHolidays = Set.copyOf(extraHolidays);
    }

    /** The window of an institution by the policies in force. */
    public static BatchWindow of(Policies policies, long institution) {
        return new BatchWindow(
                policies.clock(Policy.BATCH_FROM, institution),
                policies.clock(Policy.BATCH_UNTIL, institution),
                policies.flag(Policy.BATCH_ON_BANK_HOLIDAYS, institution),
                Set.copyOf(policies.dates(Policy.EXTRA_HOLIDAYS, institution)),
                ExchangeClock.ZONE);
    }

    /** May a batch transfer start then? */
    public boolean open(Instant moment) {
        LocalDateTime wall = LocalDateTime.ofInstant(moment, zone);
        if (bankHolidays && holiday(wall.toLocalDate())) {
            return true;
        }
        LocalTime time = wall.toLocalTime();
        if (from.equals(until)) {
            return true;
        }
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }

    /** The moment itself when it is open, else the next one that is. */
    public Instant opens(Instant moment) {
        if (open(moment)) {
            return moment;
        }
        LocalDate day = LocalDate.ofInstant(moment, zone);
        for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
            LocalDate next = day.plusDays(ahead);
            Instant midnight = next.atStartOfDay(zone).toInstant();
            if (midnight.isAfter(moment) && open(midnight)) {
                return midnight;
            }
            Instant opening = opening(next);
            if (!opening.isBefore(moment) && open(opening)) {
                return opening;
            }
        }
        throw new IllegalStateException("A window that is never open: " + this);
    }

    /** An hour that the change to summer time leaves out is over when the clocks have changed. */
    private Instant opening(LocalDate day) {
        LocalDateTime wall = day.atTime(from);
        ZoneOffsetTransition change = zone.getRules().getTransition(wall);
        return change != null && change.isGap()
                ? change.getInstant()
                : wall.atZone(zone).toInstant();
    }

    private boolean holiday(LocalDate day) {
        return BankHolidays.isOne(day) || extraHolidays.contains(day);
    }
}
