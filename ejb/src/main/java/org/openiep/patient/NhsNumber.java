package org.openiep.patient;

import java.util.Optional;

/**
 * An NHS number (NHS Data Dictionary): ten digits, the tenth of which checks the others by modulus 11 (C3, C4).
 *
 * @param digits exactly ten digits
 */
public record NhsNumber(String digits) {
    private static final int LENGTH = 10;

    public NhsNumber {
        if (!digits.matches("[0-9]{10}") || !checks(digits) || allSame(digits)) {
            throw new IllegalArgumentException("Not an NHS number");
        }
    }

    /** Reads a number as people type it, with or without blanks and hyphens. Empty when it is none. */
    public static Optional<NhsNumber> parse(String typed) {
        String digits = compact(typed);
        boolean well = digits.matches("[0-9]{10}") && checks(digits) && !allSame(digits);
        return well ? Optional.of(new NhsNumber(digits)) : Optional.empty();
    }

    /** Why what was typed is no NHS number, and what to do; empty when it is one. Does not repeat the number. */
    public static Optional<String> problem(String typed) {
        String digits = compact(typed);
        if (!digits.matches("[0-9]*")) {
            return Optional.of("Enter the NHS number with digits, blanks and hyphens only.");
        }
        if (digits.length() != LENGTH) {
            return Optional.of("Enter all 10 digits of the NHS number; this has " + digits.length() + ".");
        }
        if (!checks(digits) || allSame(digits)) {
            return Optional.of(
                    "Compare the NHS number with its source: its check digit is wrong, so a digit is mistyped.");
        }
        return Optional.empty();
    }

    /** As it is shown: 999-123-4560. */
    public String display() {
        return digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6);
    }

    @Override
    public String toString() {
        return display();
    }

    /** Without the blanks and hyphens (of any kind) that people put between the groups. */
    private static String compact(String typed) {
        return typed.replaceAll("[\\s\\u00A0\\p{Pd}]", "");
    }

    /** Weights 10 to 2; the check digit is 11 less the remainder, 11 counts as 0, and 10 is never issued. */
    private static boolean checks(String digits) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += (digits.charAt(i) - '0') * (LENGTH - i);
        }
        int check = (11 - sum % 11) % 11;
        return check == digits.charAt(LENGTH - 1) - '0';
    }

    private static boolean allSame(String digits) {
        return digits.chars().allMatch(digit -> digit == digits.charAt(0));
    }
}
