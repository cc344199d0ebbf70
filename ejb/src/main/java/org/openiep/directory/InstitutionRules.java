package org.openiep.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openiep.problem.FieldProblem;

/** What makes an institution's form acceptable. */
final class InstitutionRules {
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{3,6}");

    private InstitutionRules() {}

    static List<FieldProblem> check(InstitutionForm form) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!ODS_CODE.matcher(form.odsCode()).matches()) {
            problems.add(
                    new FieldProblem("odsCode", "Enter the ODS code: 3 to 6 capital letters and digits, such as RX1."));
        }
        if (form.name().isBlank() || form.name().length() > 120) {
            problems.add(new FieldProblem("name", "Enter the institution's name, 1 to 120 characters."));
        }
        if (form.patientIdPattern().length() > 100 || !compiles(form.patientIdPattern())) {
            problems.add(new FieldProblem(
                    "patientIdPattern",
                    "Enter a regular expression of up to 100 characters, such as S\\d{7}, or leave it empty."));
        }
        return problems;
    }

    private static boolean compiles(String pattern) {
        try {
            Pattern.compile(pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
