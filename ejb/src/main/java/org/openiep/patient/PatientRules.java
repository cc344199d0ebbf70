package org.openiep.patient;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openiep.problem.FieldProblem;

/** What makes a patient's details acceptable (requirements C2 to C7). Every problem is found, not only the first. */
public final class PatientRules {
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1880, 1, 1);
    /** Patient ID and names are VR LO and PN, which hold 64 characters (PS3.5 6.2). */
    private static final int LONGEST = 64;
    /** Backslash separates values, caret and equals parts of names; the wildcards would widen a search. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\^=*?\\p{Cntrl}]");

    private PatientRules() {}

    /**
     * Checks details as typed.
     *
     * @param patientIdPattern of the sending institution; empty for any
     * @param patientIdPrefix of the source node: an ID that begins with it is accepted as well (C8)
     * @param today in Europe/London
     */
    public static List<FieldProblem> check(
            PatientDetails patient, String patientIdPattern, String patientIdPrefix, LocalDate today) {
        List<FieldProblem> problems = new ArrayList<>();
        patientId(patient.patientId().strip(), patientIdPattern, patientIdPrefix, problems);
        name(patient.lastName(), "patient.lastName", "last name", problems);
        name(patient.firstName(), "patient.firstName", "first name", problems);
        dateOfBirth(patient, today, problems);
        if (patient.gender() == null) {
            add(problems, "gender", "Choose the patient's gender; Unknown is a choice.");
        }
        nhsNumber(patient, problems);
        return problems;
    }

    private static void patientId(String id, String pattern, String prefix, List<FieldProblem> problems) {
        if (id.isEmpty()) {
            add(problems, "patientId", "Enter the patient's hospital number.");
            return;
        }
        String bare = !prefix.isEmpty() && id.startsWith(prefix) ? id.substring(prefix.length()) : id;
        boolean shaped = pattern.isEmpty() || Pattern.matches(pattern, bare);
        if (id.length() > LONGEST || FORBIDDEN.matcher(id).find()) {
            add(problems, "patientId", "Enter a hospital number of up to 64 characters without \\ ^ = * and ?.");
        } else if (!shaped) {
            String expected = pattern.equals("S\\d{7}") ? "S and 7 digits" : "your institution's pattern " + pattern;
            add(problems, "patientId", "Compare the hospital number with its source; " + expected + " was expected.");
        }
    }

    private static void name(String value, String field, String words, List<FieldProblem> problems) {
        if (value.isBlank()) {
            problems.add(new FieldProblem(field, "Enter the patient's " + words + "."));
        } else if (value.length() > LONGEST || FORBIDDEN.matcher(value).find()) {
            problems.add(
                    new FieldProblem(field, "Enter a " + words + " of up to 64 characters without \\ ^ = * and ?."));
        }
    }

    private static void dateOfBirth(PatientDetails patient, LocalDate today, List<FieldProblem> problems) {
        LocalDate born = patient.dateOfBirth();
        if (born == null) {
            add(problems, "dateOfBirth", "Enter the date of birth as dd/mm/yyyy.");
        } else if (born.isAfter(today)) {
            add(problems, "dateOfBirth", "Enter a date of birth that is not in the future.");
        } else if (born.isBefore(EARLIEST_BIRTH)) {
            add(problems, "dateOfBirth", "Check the year of birth; a date from 01/01/1880 on was expected.");
        }
    }

    private static void nhsNumber(PatientDetails patient, List<FieldProblem> problems) {
        if (!patient.nhsNumber().isBlank()) {
            NhsNumber.problem(patient.nhsNumber()).ifPresent(text -> add(problems, "nhsNumber", text));
            return;
        }
        if (patient.noNhsNumberReason().isBlank()) {
            add(problems, "nhsNumber", "Enter the NHS number, or give the reason why there is none.");
            add(problems, "noNhsNumberReason", "Give the reason why there is no NHS number, or enter the number.");
        } else if (patient.noNhsNumberReason().length() > 200) {
            add(problems, "noNhsNumberReason", "Shorten the reason to 200 characters.");
        }
        String because = ": it is needed where there is no NHS number.";
        if (patient.addressLine1().isBlank()) {
            add(problems, "addressLine1", "Enter the first line of the address" + because);
        }
        if (patient.town().isBlank()) {
            add(problems, "town", "Enter the town" + because);
        }
        if (patient.postcode().isBlank()) {
            add(problems, "postcode", "Enter the postcode" + because);
        }
    }

    private static void add(List<FieldProblem> problems, String field, String message) {
        problems.add(new FieldProblem("patient." + field, message));
    }
}
