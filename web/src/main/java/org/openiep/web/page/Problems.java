package org.openiep.web.page;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;

/**
 * What is wrong with a form: beside each field and as a summary that takes the focus. A field's element id is its name
 * in the API with hyphens for dots.
 */
public final class Problems implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String[]> all = new ArrayList<>();
    private String title = "";

    /** Forgets everything. */
    public void clear() {
        all.clear();
        title = "";
    }

    /** One more thing to put right. */
    public void add(String field, String message) {
        all.add(new String[] {field, message});
    }

    /** Everything that a service found. */
    public void addAll(InvalidInput invalid) {
        invalid.problems().forEach(problem -> add(problem.field(), problem.message()));
    }

    /** Shows something that concerns no field. */
    public void refuse(String message) {
        add("", message);
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getTitle() {
        if (!title.isEmpty()) {
            return title;
        }
        return all.size() == 1 ? "There is a problem" : "There are " + all.size() + " problems";
    }

    public boolean isAny() {
        return !all.isEmpty();
    }

    public List<FieldProblem> getAll() {
        return all.stream().map(pair -> new FieldProblem(pair[0], pair[1])).toList();
    }

    public boolean has(String field) {
        return all.stream().anyMatch(pair -> pair[0].equals(field));
    }

    /** The sentences about one field. */
    public String text(String field) {
        return all.stream()
                .filter(pair -> pair[0].equals(field))
                .map(pair -> pair[1])
                .collect(Collectors.joining(" "));
    }

    /** The id of the field's element on the page. */
    public String idOf(String field) {
        return field.replace('.', '-').replace('[', '-').replace("]", "");
    }
}
