package org.openiep.people;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openiep.problem.FieldProblem;

/** What makes a person's form acceptable. */
final class PersonRules {
    static final int SHORTEST_PASSWORD = 12;
    static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_NAME = 100;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+");

    private PersonRules() {}

    static List<FieldProblem> check(PersonForm form, boolean newPerson) {
        List<FieldProblem> problems = new ArrayList<>();
        name(form.firstName(), "firstName", "first name", problems);
        name(form.lastName(), "lastName", "last name", problems);
        if (form.title().length() > 20) {
            problems.add(new FieldProblem("title", "Shorten the title to 20 characters, such as Dr."));
        }
        if (form.email().length() > 254 || !EMAIL.matcher(form.email()).matches()) {
            problems.add(new FieldProblem("email", "Enter an e-mail address, such as name@trust.nhs.uk."));
        }
        if (form.roles().isEmpty()) {
            problems.add(new FieldProblem("roles", "Choose at least one role."));
        }
        if (newPerson || !form.password().isEmpty()) {
            problems.addAll(password(form.password()));
        }
        return problems;
    }

    static List<FieldProblem> password(String password) {
        return password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD || password.isBlank()
                ? List.of(new FieldProblem(
                        "password",
                        "Enter a password of " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD
                                + " characters; three unrelated words are a good one."))
                : List.of();
    }

    private static void name(String value, String field, String words, List<FieldProblem> problems) {
        if (value.isBlank() || value.length() > LONGEST_NAME) {
            problems.add(new FieldProblem(field, "Enter the " + words + ", 1 to " + LONGEST_NAME + " characters."));
        }
    }
}
