package org.openiep.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Node;
import org.openiep.directory.OurAeTitles;
import org.openiep.problem.FieldProblem;

/** What makes a route acceptable. Finds every problem. */
final class RouteRules {
    /** Code strings (PS3.5 6.2, CS) as modalities are, with commas between them. */
    private static final Pattern MODALITIES = Pattern.compile("[A-Z0-9]{2,16}(, [A-Z0-9]{2,16}){0,9}");

    private static final int LONGEST_DESCRIPTION = 64;

    private RouteRules() {}

    /**
     * Checks.
     *
     * @param caller who may send from the calling node; null when there is no such node
     * @param destination null when there is no such node
     */
    static List<FieldProblem> check(
            RouteForm form, @Nullable Node caller, @Nullable Node destination, OurAeTitles ours) {
        List<FieldProblem> problems = new ArrayList<>();
        if (caller == null || (form.active() && !caller.active())) {
            problems.add(new FieldProblem("callingNode", "Choose the node that sends, one that is active."));
        }
        if (!ours.contain(form.calledAeTitle())) {
            problems.add(new FieldProblem(
                    "calledAeTitle",
                    "Choose one of our AE titles: " + String.join(", ", ours.all())
                            + ". Further ones are set by IEP_AE_TITLES."));
        }
        if (!form.modality().isEmpty() && !MODALITIES.matcher(form.modality()).matches()) {
            problems.add(new FieldProblem(
                    "modality", "Enter modalities with commas between them, such as CT, MR, or nothing for any."));
        }
        if (form.description().length() > LONGEST_DESCRIPTION) {
            problems.add(new FieldProblem(
                    "description", "Shorten this to " + LONGEST_DESCRIPTION + " characters, or leave it empty."));
        }
        destination(form, caller, destination, problems);
        if (form.place() < 1 || form.place() > 999) {
            problems.add(
                    new FieldProblem("place", "Enter the order as a number from 1 to 999; the lowest goes first."));
        }
        return problems;
    }

    private static void destination(
            RouteForm form, @Nullable Node caller, @Nullable Node destination, List<FieldProblem> problems) {
        if (destination == null || !destination.destination() || (form.active() && !destination.active())) {
            problems.add(new FieldProblem("destinationNode", "Choose the node that gets the studies."));
        } else if (caller != null && caller.institutionId() == destination.institutionId()) {
            problems.add(new FieldProblem(
                    "destinationNode", "Choose a node of another institution; yours has the studies already."));
        }
    }
}
