package org.openiep.web.create;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.openiep.outage.NodesAway;
import org.openiep.web.words.Moments;

/** Nodes that the draft relies on and that are known to be away, before anybody asks them (requirement D14). */
@Named("away")
@RequestScoped
public class AwayNodes {
    @EJB
    private NodesAway away;

    @Inject
    private CreatePage page;

    @Inject
    private Clock clock;

    /**
     * One of them.
     *
     * @param title which, and since when
     * @param text what comes of it, and what to do
     */
    public record Note(String title, String text) {
        public String getTitle() {
            return title;
        }

        public String getText() {
            return text;
        }
    }

    /** The source; the destination too, once it is confirmed. */
    public List<Note> getNotes() {
        Draft draft = page.draft();
        List<Note> notes = new ArrayList<>();
        add(
                notes,
                draft.get("sourceNode"),
                page.getSources(),
                "Searching it may not work before it is back. If it cannot wait, have the scanner write the study to a"
                        + " disk, and upload that here once you have confirmed.");
        if (draft.confirmed != null) {
            add(
                    notes,
                    draft.get("destinationNode"),
                    page.getDestinationNodes(),
                    "You can send all the same: the images wait here, and go on by themselves when it is back.");
        }
        return notes;
    }

    private void add(List<Note> notes, String node, List<NodeChoice> choices, String text) {
        if (node.isEmpty()) {
            return;
        }
        Instant since = away.since(List.of(Long.valueOf(node))).get(Long.valueOf(node));
        if (since != null) {
            String when = Moments.timeOrDate(since, clock.instant());
            notes.add(new Note(NodeChoice.nameOf(choices, node) + " has not answered since " + when + ".", text));
        }
    }
}
