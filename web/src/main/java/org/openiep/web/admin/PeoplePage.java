package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openiep.directory.Institutions;
import org.openiep.people.People;
import org.openiep.people.PersonForm;
import org.openiep.people.PersonView;
import org.openiep.people.Role;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** The people who sign in here, and what they are (requirement A15). */
@Named("peoplePage")
@ViewScoped
public class PeoplePage extends ListAndForm<PersonView, PersonForm> {

    private static final long serialVersionUID = 1L;

    @EJB
    private People people;

    @EJB
    private Institutions institutions;

    @Inject
    private Who who;

    @Override
    protected List<PersonView> rows() {
        return people.list();
    }

    @Override
    protected long idOf(PersonView row) {
        return row.id();
    }

    @Override
    protected void usual(Form form) {
        form.put("institution", Long.toString(who.getInstitution()));
        form.tick(Role.CLINICIAN.name(), true);
        form.tick("active", true);
    }

    @Override
    protected void show(PersonView view, Form form) {
        form.put("institution", Long.toString(view.institution()));
        form.put("title", view.title());
        form.put("firstName", view.firstName());
        form.put("lastName", view.lastName());
        form.put("email", view.email());
        form.put("password", "");
        form.tick("active", view.active());
        for (Role role : Role.values()) {
            form.tick(role.name(), view.roles().contains(role));
        }
        changed(view.changed(), view.changedBy());
    }

    @Override
    protected PersonForm typed(Form form) {
        Set<Role> roles = Arrays.stream(Role.values())
                .filter(role -> form.isTicked(role.name()))
                .collect(Collectors.toSet());
        PersonForm typed = new PersonForm(
                form.id("institution"),
                form.get("title"),
                form.get("firstName"),
                form.get("lastName"),
                form.get("email"),
                roles,
                form.isTicked("active"),
                form.getText().getOrDefault("password", ""));
        form.put("password", "");
        return typed;
    }

    @Override
    protected long create(PersonForm typed) {
        return people.create(typed);
    }

    @Override
    protected void change(long chosen, PersonForm typed) {
        people.change(chosen, typed);
    }

    public boolean isEditable() {
        return who.isMayEdit();
    }

    public String rolesOf(Collection<Role> roles) {
        return roles.stream().sorted().map(Words::of).collect(Collectors.joining(", "));
    }

    public String state(PersonView person) {
        if (!person.active()) {
            return "Switched off";
        }
        return person.lockedUntil() == null ? "Active" : "Locked until " + Moments.time(person.lockedUntil());
    }

    public String lastSignIn(PersonView person) {
        return person.lastSignIn() == null ? "never" : Moments.dateTime(person.lastSignIn());
    }

    public List<Choice> getRoles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.SYSTEM_ADMINISTRATOR || who.isMayEditEvery())
                .map(role -> new Choice(role.name(), Words.of(role)))
                .toList();
    }

    public List<Choice> getInstitutions() {
        return institutions.list().stream()
                .map(view -> new Choice(Long.toString(view.id()), view.form().name()))
                .toList();
    }
}
