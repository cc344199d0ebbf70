package org.openiep.policy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bank holidays of England and Wales by their rules, so that no list has to be kept. Days proclaimed for one year only
 * stand in {@link Policy#EXTRA_HOLIDAYS}.
 */
public final class BankHolidays {
    private BankHolidays() {}

    /** Is that day a bank holiday, by rule? */
    public static boolean isOne(LocalDate day) {
        return of(day.getYear()).contains(day);
    }

    /** The eight days of a year, in order. Those on a weekend are kept on the next weekday that is none already. */
    static Set<LocalDate> of(int year) {
        Set<LocalDate> days = new TreeSet<>();
        LocalDate easter = easterSunday(year);
        days.add(onWeekday(LocalDate.of(year, Month.JANUARY, 1)));
        days.add(easter.minusDays(2));
        days.add(easter.plusDays(1));
        days.add(LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY)));
        days.add(LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        days.add(LocalDate.of(year, Month.AUGUST, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
        LocalDate christmas = LocalDate.of(year, Month.DECEMBER, 25);
        LocalDate boxingDay = christmas.plusDays(1);
        // Where both need a substitute, Christmas Day's comes after Boxing Day's own day.
        days.add(weekend(christmas) ? LocalDate.of(year, Month.DECEMBER, 27) : christmas);
        days.add(weekend(boxingDay) ? LocalDate.of(year, Month.DECEMBER, 28) : boxingDay);
        return days;
    }

    private static LocalDate onWeekday(LocalDate day) {
        return weekend(day) ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : day;
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** The Gregorian rule as published by Meeus, Jones and Butcher. */
    private static LocalDate easterSunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int inCentury = year % 100;
        int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int sunday = (32 + 2 * (century % 4) + 2 * (inCentury / 4) - moon - inCentury % 4) % 7;
        int correction = (golden + 11 * moon + 22 * sunday) / 451;
        int marchDays = moon + sunday - 7 * correction + 114;
        return LocalDate.of(year, marchDays / 31, marchDays % 31 + 1);
    }
}
