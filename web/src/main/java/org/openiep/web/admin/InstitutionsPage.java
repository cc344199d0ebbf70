package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.openiep.directory.InstitutionForm;
import org.openiep.directory.InstitutionKind;
import org.openiep.directory.InstitutionView;
import org.openiep.directory.Institutions;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** The institutions: their names, kinds and rules (requirements A11, E11, I1, C7). */
@Named("institutionsPage")
@ViewScoped
public class InstitutionsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private Institutions institutions;

    @Inject
    private Who who;

    private final Form form = new Form();
    private long id;
    private String changed = "";
    private transient List<InstitutionView> list = List.of();

    /** Opens the list, with the form of the one asked for, or of the first. */
    public void open() {
        list = institutions.list();
        if (id == 0 && !list.isEmpty()) {
            id = list.get(0).id();
        }
        list.stream().filter(each -> each.id() == id).findFirst().ifPresent(this::show);
    }

    public void choose(long chosen) {
        id = chosen;
        form.clear();
        open();
    }

    /** An empty form. */
    public void begin() {
        open();
        id = 0;
        form.clear();
        changed = "";
        form.put("kind", InstitutionKind.NHS_TRUST.name());
        form.tick("hosted", true);
        form.tick("active", true);
    }

    private void show(InstitutionView view) {
        InstitutionForm shown = view.form();
        form.put("odsCode", shown.odsCode());
        form.put("name", shown.name());
        form.put("kind", shown.kind().name());
        form.put("patientIdPattern", shown.patientIdPattern());
        form.tick("hosted", shown.hosted());
        form.tick("namedRecipientRequired", shown.namedRecipientRequired());
        form.tick("deliversByItself", shown.deliversByItself());
        form.tick("active", shown.active());
        changed = "Changed " + Moments.dateTime(view.changed()) + " by " + view.changedBy();
    }

    public void save() {
        form.getProblems().clear();
        InstitutionForm typed = new InstitutionForm(
                form.get("odsCode"),
                form.get("name"),
                InstitutionKind.valueOf(form.get("kind")),
                form.isTicked("hosted"),
                form.isTicked("namedRecipientRequired"),
                form.isTicked("deliversByItself"),
                form.get("patientIdPattern"),
                form.isTicked("active"));
        boolean saved = form.save(
                () -> {
                    if (id == 0) {
                        id = institutions.create(typed);
                    } else {
                        institutions.change(id, typed);
                    }
                },
                "Saved.");
        if (saved) {
            open();
        } else {
            list = institutions.list();
        }
    }

    /** Forgets what was typed since the last save. */
    public void undo() {
        form.clear();
        open();
    }

    public boolean isEditable() {
        return who.isMayEditEvery() || (who.isMayEdit() && id == who.getInstitution());
    }

    public List<InstitutionView> getList() {
        return list;
    }

    public String kindOf(InstitutionView view) {
        return Words.of(view.form().kind());
    }

    public List<Choice> getKinds() {
        return Arrays.stream(InstitutionKind.values())
                .map(kind -> new Choice(kind.name(), Words.of(kind)))
                .toList();
    }

    public Form getForm() {
        return form;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getChanged() {
        return changed;
    }
}
