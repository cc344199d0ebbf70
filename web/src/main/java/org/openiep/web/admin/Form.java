package org.openiep.web.admin;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.web.page.Problems;
import org.openiep.web.page.Texts;

/** The texts and ticks of a form by their fields' names in the API, with what is wrong with them. */
public final class Form implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Problems problems = new Problems();
    private final Texts text = new Texts();
    private final HashMap<String, Boolean> ticks = new HashMap<>();
    private String notice = "";

    /** A change by a service. */
    @FunctionalInterface
    interface Saving {
        void save();
    }

    void clear() {
        text.clear();
        ticks.clear();
        problems.clear();
        notice = "";
    }

    void put(String field, String value) {
        text.put(field, value);
    }

    void tick(String field, boolean value) {
        ticks.put(field, value);
    }

    String get(String field) {
        return text.getOrDefault(field, "").strip();
    }

    boolean isTicked(String field) {
        return Boolean.TRUE.equals(ticks.get(field));
    }

    /** A whole number; a problem beside the field and 0 when it is none. */
    int number(String field, String remedy) {
        String value = get(field);
        if (value.matches("\\d{1,9}")) {
            return Integer.parseInt(value);
        }
        problems.add(field, remedy);
        return 0;
    }

    long id(String field) {
        String value = get(field);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    /** Runs the change; what the service refuses stands beside the fields. Returns whether it went well. */
    boolean save(Saving change, String done) {
        notice = "";
        try {
            change.save();
            notice = done;
            return true;
        } catch (InvalidInput invalid) {
            problems.addAll(invalid);
        } catch (Conflict | NotAllowed refused) {
            problems.refuse(String.valueOf(refused.getMessage()));
        }
        return false;
    }

    public Problems getProblems() {
        return problems;
    }

    public Map<String, String> getText() {
        return text;
    }

    public Map<String, Boolean> getTicks() {
        return ticks;
    }

    public String getNotice() {
        return notice;
    }
}
