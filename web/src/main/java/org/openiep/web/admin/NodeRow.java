package org.openiep.web.admin;

import java.time.Instant;
import java.util.Locale;
import org.openiep.directory.NodeView;
import org.openiep.web.words.Moments;

/** A node in the list, with its health in a word and a sign. */
public record NodeRow(NodeView view, Instant now) {

    public long getId() {
        return view.id();
    }

    public String getAeTitle() {
        return view.form().aeTitle();
    }

    public String getName() {
        return view.form().name();
    }

    public String getInstitution() {
        return view.institutionName();
    }

    boolean matches(String sought) {
        return (getAeTitle() + " " + getName() + " " + getInstitution())
                .toLowerCase(Locale.UK)
                .contains(sought);
    }

    public String getDoes() {
        if (view.form().source()) {
            return view.form().destination() ? "Sends, receives" : "Sends";
        }
        return view.form().destination() ? "Receives" : "Nothing";
    }

    public boolean isActive() {
        return view.form().active();
    }

    public boolean isSilent() {
        return isActive() && !view.lastProblem().isEmpty();
    }

    public String getHealth() {
        if (!isActive()) {
            return "Switched off";
        }
        if (isSilent()) {
            return "Problem";
        }
        return view.lastAnswered() == null ? "Not tested" : "Well";
    }

    /** What went wrong the last time. */
    public String getProblem() {
        return view.lastProblem();
    }

    public String getIcon() {
        return switch (getHealth()) {
            case "Well" -> "done";
            case "Problem" -> "fail";
            case "Switched off" -> "no";
            default -> "help";
        };
    }

    public String getTone() {
        return switch (getHealth()) {
            case "Well" -> "green";
            case "Problem" -> "red";
            default -> "mute";
        };
    }

    public String getSeen() {
        Instant answered = view.lastAnswered();
        return answered == null ? "never" : Moments.relative(answered, now);
    }
}
