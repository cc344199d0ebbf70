package org.openiep.web.create;

import java.io.Serializable;
import java.util.Locale;
import org.openiep.directory.InstitutionView;

/** An institution that can be sent to, as autocomplete and the A to Z list show it (requirement B4). */
public record Destination(long id, String name, String odsCode, boolean namedRecipientRequired)
        implements Serializable {

    static Destination of(InstitutionView view) {
        return new Destination(
                view.id(),
                view.form().name(),
                view.form().odsCode(),
                view.form().namedRecipientRequired());
    }

    public long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public String getOdsCode() {
        return odsCode;
    }

    /** The heading it stands under in the A to Z list. */
    public String getLetter() {
        return name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.UK);
    }
}
