package org.openiep.routing;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.openiep.directory.Node;
import org.openiep.exchange.Priority;

/** Studies from one node, sent to one of our AE titles, go to a node of another institution (I11). */
@Entity
@Table(name = "route")
public class Route {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "calling_node_id")
    private Node callingNode;

    private String calledAeTitle;
    private String modality;
    private String description;

    @ManyToOne(fetch = FetchType.EAGER, optional = false)
    @JoinColumn(name = "destination_node_id")
    private Node destinationNode;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    private int place;
    private boolean active;
    private String changedBy;
    private Instant changed;

    protected Route() {}

    Route(RouteForm form, Node caller, Node destination, String by, Instant now) {
        edit(form, caller, destination, by, now);
    }

    final void edit(RouteForm form, Node caller, Node destination, String by, Instant now) {
        callingNode = caller;
        calledAeTitle = form.calledAeTitle();
        modality = form.modality();
        description = form.description();
        destinationNode = destination;
        priority = form.priority();
        place = form.place();
        active = form.active();
        changedBy = by;
        changed = now;
    }

    /** Is a study of this modality and description meant? */
    boolean takes(String itsModality, String itsDescription) {
        boolean anyModality =
                modality.isEmpty() || Arrays.asList(modality.split(", ", -1)).contains(itsModality.strip());
        return anyModality && (description.isEmpty() || contains(itsDescription));
    }

    /** Leftmost piece after piece: enough for "contains", and never slow whatever was typed. */
    private boolean contains(String itsDescription) {
        String text = itsDescription.toLowerCase(Locale.UK);
        int from = 0;
        for (String piece : description.toLowerCase(Locale.UK).split("\\*", -1)) {
            int at = from;
            while (at + piece.length() <= text.length() && !isAt(text, at, piece)) {
                at++;
            }
            if (at + piece.length() > text.length()) {
                return false;
            }
            from = at + piece.length();
        }
        return true;
    }

    private static boolean isAt(String text, int at, String piece) {
        for (int i = 0; i < piece.length(); i++) {
            if (piece.charAt(i) != '?' && piece.charAt(i) != text.charAt(at + i)) {
                return false;
            }
        }
        return true;
    }

    public long id() {
        return id;
    }

    public Node callingNode() {
        return callingNode;
    }

    public Node destinationNode() {
        return destinationNode;
    }

    public Priority priority() {
        return priority;
    }

    /** Of two that match, the lower is taken. */
    int place() {
        return place;
    }

    RouteForm form() {
        return new RouteForm(
                callingNode.id(), calledAeTitle, modality, description, destinationNode.id(), priority, place, active);
    }

    RouteView view(boolean editable) {
        return new RouteView(
                id,
                form(),
                callingNode.name(),
                callingNode.institutionName(),
                destinationNode.name(),
                destinationNode.institutionName(),
                editable,
                changedBy,
                changed);
    }
}
