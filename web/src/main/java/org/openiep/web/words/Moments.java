package org.openiep.web.words;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Dates and times as people in Britain write them: dd/mm/yyyy hh:mm, in Europe/London. */
public final class Moments {

    /** The zone of rules and of everything shown. */
    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final DateTimeFormatter DATE = pattern("dd/MM/uuuu");
    private static final DateTimeFormatter DATE_TIME = pattern("dd/MM/uuuu HH:mm");
    private static final DateTimeFormatter TIME = pattern("HH:mm");
    private static final DateTimeFormatter TIME_WITH_SECONDS = pattern("HH:mm:ss");
    private static final DateTimeFormatter TYPED_DATE = pattern("d/M/uuuu");
    private static final DateTimeFormatter TYPED_DATE_TIME = pattern("d/M/uuuu H:mm");
    private static final DateTimeFormatter DAY = pattern("EEEE dd/MM/uuuu");

    private Moments() {}

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK).withResolverStyle(ResolverStyle.STRICT);
    }

    /** dd/mm/yyyy hh:mm; empty for none. */
    public static String dateTime(@Nullable Instant moment) {
        return moment == null ? "" : DATE_TIME.format(moment.atZone(LONDON));
    }

    /** dd/mm/yyyy hh:mm of a local time, such as an exam's; empty for none. */
    public static String dateTime(@Nullable LocalDateTime moment) {
        return moment == null ? "" : DATE_TIME.format(moment);
    }

    /** dd/mm/yyyy; empty for none. */
    public static String date(@Nullable LocalDate day) {
        return day == null ? "" : DATE.format(day);
    }

    /** hh:mm. */
    public static String time(@Nullable Instant moment) {
        return moment == null ? "" : TIME.format(moment.atZone(LONDON));
    }

    /** hh:mm on the day of {@code now}, else dd/mm/yyyy hh:mm. */
    public static String timeOrDate(Instant moment, Instant now) {
        return day(moment).equals(day(now)) ? time(moment) : dateTime(moment);
    }

    /** hh:mm:ss. */
    public static String timeWithSeconds(Instant moment) {
        return TIME_WITH_SECONDS.format(moment.atZone(LONDON));
    }

    /** Weekday and date. */
    public static String day(Instant moment) {
        return DAY.format(moment.atZone(LONDON));
    }

    /** As "in 12 min", "3 h ago", "just now". */
    public static String relative(Instant moment, Instant now) {
        Duration distance = Duration.between(now, moment);
        String size = size(distance.abs());
        if (size.isEmpty()) {
            return "just now";
        }
        return distance.isNegative() ? size + " ago" : "in " + size;
    }

    private static String size(Duration time) {
        if (time.toMinutes() < 1) {
            return "";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min";
        }
        return time.toDays() < 1 ? time.toHours() + " h " + time.toMinutesPart() + " min" : time.toDays() + " days";
    }

    /** Hours and minutes as a clock shows them: 3:21. */
    public static String clock(Duration time) {
        return "%d:%02d".formatted(time.toHours(), time.toMinutesPart());
    }

    /** Seconds for short times, minutes and seconds for longer ones. */
    public static String took(Duration time) {
        if (time.toMillis() < 1000) {
            return time.toMillis() + " ms";
        }
        if (time.toSeconds() < 60) {
            return "%.1f s".formatted(time.toMillis() / 1000.0);
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** A time in seconds, no finer than people care: 40 s, 4 s, 0.2 s; in milliseconds where that would be none: 3 ms. */
    public static String seconds(Duration time) {
        long tenths = Math.round(time.toMillis() / 100.0);
        if (time.toMillis() < 100) {
            return time.toMillis() + " ms";
        }
        return tenths % 10 == 0 || tenths > 100 ? Math.round(tenths / 10.0) + " s" : tenths / 10.0 + " s";
    }

    /** How long something may still take, no finer than anybody can know: 8 s, 2 min 57 s, 1 h 5 min. */
    public static String roughly(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** A date as typed, d/m/yyyy; empty when it is none. */
    public static Optional<LocalDate> typedDate(String text) {
        try {
            return Optional.of(LocalDate.parse(text.strip().replace('.', '/').replace('-', '/'), TYPED_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A moment as typed, d/m/yyyy h:mm, or a day alone, which means its end; empty when it is none. */
    public static Optional<Instant> typedMoment(String text) {
        try {
            LocalDateTime local = LocalDateTime.parse(text.strip(), TYPED_DATE_TIME);
            return Optional.of(local.atZone(LONDON).toInstant());
        } catch (DateTimeParseException e) {
            return typedDate(text)
                    .map(day -> day.atTime(LocalTime.of(23, 59)).atZone(LONDON).toInstant());
        }
    }
}
