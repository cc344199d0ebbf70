package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import org.openiep.directory.InstitutionForm;
import org.openiep.directory.InstitutionKind;
import org.openiep.directory.InstitutionView;
import org.openiep.directory.Institutions;
import org.openiep.web.page.Who;
import org.openiep.web.words.Words;

/** The institutions: their names, kinds and rules (requirements A11, E11, I1, C7). */
@Named("institutionsPage")
@ViewScoped
public class InstitutionsPage extends ListAndForm<InstitutionView, InstitutionForm> {

    private static final long serialVersionUID = 1L;

    @EJB
    private Institutions institutions;

    @Inject
    private Who who;

    @Override
    protected List<InstitutionView> rows() {
        return institutions.list();
    }

    @Override
    protected long idOf(InstitutionView row) {
        return row.id();
    }

    @Override
    protected void usual(Form form) {
        form.put("kind", InstitutionKind.NHS_TRUST.name());
        form.tick("hosted", true);
        form.tick("active", true);
    }

    @Override
    protected void show(InstitutionView view, Form form) {
        InstitutionForm shown = view.form();
        form.put("odsCode", shown.odsCode());
        form.put("name", shown.name());
        form.put("kind", shown.kind().name());
        form.put("patientIdPattern", shown.patientIdPattern());
        form.tick("hosted", shown.hosted());
        form.tick("namedRecipientRequired", shown.namedRecipientRequired());
        form.tick("deliversByItself", shown.deliversByItself());
        form.tick("active", shown.active());
        changed(view.changed(), view.changedBy());
    }

    @Override
    protected InstitutionForm typed(Form form) {
        return new InstitutionForm(
                form.get("odsCode"),
                form.get("name"),
                InstitutionKind.valueOf(form.get("kind")),
                form.isTicked("hosted"),
                form.isTicked("namedRecipientRequired"),
                form.isTicked("deliversByItself"),
                form.get("patientIdPattern"),
                form.isTicked("active"));
    }

    @Override
    protected long create(InstitutionForm typed) {
        return institutions.create(typed);
    }

    @Override
    protected void change(long chosen, InstitutionForm typed) {
        institutions.change(chosen, typed);
    }

    public boolean isEditable() {
        return who.isMayEditEvery() || (who.isMayEdit() && getId() == who.getInstitution());
    }

    public String kindOf(InstitutionView view) {
        return Words.of(view.form().kind());
    }

    public List<Choice> getKinds() {
        return Arrays.stream(InstitutionKind.values())
                .map(kind -> new Choice(kind.name(), Words.of(kind)))
                .toList();
    }
}
