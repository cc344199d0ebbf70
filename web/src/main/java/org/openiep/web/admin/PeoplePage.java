package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
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
public class PeoplePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private People people;

    @EJB
    private Institutions institutions;

    @Inject
    private Who who;

    private final Form form = new Form();
    private long id;
    private String changed = "";
    private transient List<PersonView> list = List.of();

    /** Opens the list, with the form of the one asked for, or of the first. */
    public void open() {
        list = people.list();
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
        form.put("institution", Long.toString(who.getInstitution()));
        form.tick(Role.CLINICIAN.name(), true);
        form.tick("active", true);
    }

    private void show(PersonView view) {
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
        changed = "Changed " + Moments.dateTime(view.changed()) + " by " + view.changedBy();
    }

    public void save() {
        form.getProblems().clear();
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
        boolean saved = form.save(
                () -> {
                    if (id == 0) {
                        id = people.create(typed);
                    } else {
                        people.change(id, typed);
                    }
                },
                "Saved.");
        if (saved) {
            open();
        } else {
            list = people.list();
        }
    }

    /** Forgets what was typed since the last save. */
    public void undo() {
        form.clear();
        open();
    }

    public boolean isEditable() {
        return who.isMayEdit();
    }

    public List<PersonView> getList() {
        return list;
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
