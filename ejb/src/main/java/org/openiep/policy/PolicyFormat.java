package org.openiep.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How policy values are written: 500ms, 60s, 15m, 4h, 15d; numbers; true or false. */
final class PolicyFormat {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final int MOST_IN_A_LIST = 20;
    private static final int MOST_DAYS = 100;

    private PolicyFormat() {}

    static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A time such as 500ms, 60s, 15m, 4h or 15d was expected, not " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Nothing at all is an empty list. */
    static List<Duration> times(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(PolicyFormat::time).toList();
    }

    static LocalTime clock(String text) {
        try {
            return LocalTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("An hour such as 20:00 was expected, not " + text, e);
        }
    }

    /** Nothing at all is an empty list. */
    static List<LocalDate> dates(String text) {
        try {
            return text.isBlank()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1))
                            .map(day -> LocalDate.parse(day.strip()))
                            .toList();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Days such as 2027-05-10 were expected, not " + text, e);
        }
    }

    /** Why a policy cannot have this value, and what it could have; empty when it can. */
    static Optional<String> problem(Policy policy, String value) {
        try {
            boolean well = switch (policy.kind()) {
                case FLAG -> value.equals("true") || value.equals("false");
                case NUMBER -> {
                    int number = Integer.parseInt(value.strip());
                    yield number >= Integer.parseInt(policy.least()) && number <= Integer.parseInt(policy.most());
                }
                case TIME -> within(policy, time(value));
                case CLOCK -> clock(value).equals(clock(value).truncatedTo(ChronoUnit.MINUTES));
                case DATES -> dates(value).size() <= MOST_DAYS;
                case TIMES -> {
                    List<Duration> times = times(value);
                    yield times.size() <= MOST_IN_A_LIST && times.stream().allMatch(time -> within(policy, time));
                }
            };
            return well ? Optional.empty() : Optional.of(expected(policy));
        } catch (IllegalArgumentException e) {
            return Optional.of(expected(policy));
        }
    }

    private static boolean within(Policy policy, Duration time) {
        return time.compareTo(time(policy.least())) >= 0 && time.compareTo(time(policy.most())) <= 0;
    }

    private static String expected(Policy policy) {
        return switch (policy.kind()) {
            case FLAG -> policy.key() + " is true or false.";
            case CLOCK -> policy.key() + " is an hour of the day, such as 20:00.";
            case DATES -> policy.key() + " is a list of up to " + MOST_DAYS + " days, such as 2027-05-10.";
            case NUMBER -> policy.key() + " is a whole number from " + policy.least() + " to " + policy.most() + ".";
            case TIME ->
                policy.key() + " is a time from " + policy.least() + " to " + policy.most() + ", such as "
                        + policy.preset() + ".";
            case TIMES ->
                policy.key() + " is a list of up to " + MOST_IN_A_LIST + " times from " + policy.least() + " to "
                        + policy.most() + ", such as " + policy.preset() + ".";
        };
    }
}
