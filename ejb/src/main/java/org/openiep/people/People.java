package org.openiep.people;

import static org.openiep.people.Permission.EDIT_EVERY_INSTITUTION;
import static org.openiep.people.Permission.EDIT_OWN_INSTITUTION;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.UniqueIndexes;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** The people of the institutions, kept by administrators: of their own, or of every one. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class People {
    private static final FieldProblem EMAIL_TAKEN =
            new FieldProblem("email", "Another person has this e-mail address; enter another.");

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** The caller, for the header (A4). */
    public PersonView me() {
        User user = caller.user();
        return user.view(institutionNames().getOrDefault(user.institutionId(), ""));
    }

    /** Every person for a system administrator, else those of the own institution; by name. */
    public List<PersonView> list() {
        caller.require(EDIT_OWN_INSTITUTION);
        Map<Long, String> names = institutionNames();
        return entities.createQuery(
                        "select u from User u where :all = true or u.institutionId = :own"
                                + " order by lower(u.lastName), lower(u.firstName), u.id",
                        User.class)
                .setParameter("all", caller.may(EDIT_EVERY_INSTITUTION))
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .map(user -> user.view(names.getOrDefault(user.institutionId(), "")))
                .toList();
    }

    /** One person; {@link NotFound} outside the caller's reach. */
    public PersonView get(long id) {
        User user = reachable(id);
        return user.view(institutionNames().getOrDefault(user.institutionId(), ""));
    }

    /**
     * Makes a person who can sign in at once.
     *
     * @return the new person's id
     * @throws InvalidInput with every problem found
     */
    public long create(PersonForm form) {
        PersonForm clean = check(form, 0);
        Actor by = caller.actor();
        User user = new User(clean, PasswordHash.of(clean.password()), by.name(), clock.instant());
        write(user);
        audit.record(by, Act.PERSON_CREATED, "person " + user.id(), summary(clean));
        return user.id();
    }

    /** Changes a person; an empty password stays as it is. */
    public void change(long id, PersonForm form) {
        User user = reachable(id);
        PersonForm clean = check(form, id);
        Actor by = caller.actor();
        Instant now = clock.instant();
        user.edit(clean, by.name(), now);
        write(user);
        audit.record(by, Act.PERSON_CHANGED, "person " + id, summary(clean));
        if (!clean.password().isEmpty()) {
            user.setPassword(PasswordHash.of(clean.password()), by.name(), now);
            audit.record(by, Act.PASSWORD_SET, "person " + id, "");
        }
    }

    /** Sets a person's password, which also lifts a lock; the person may sign in with it at once. */
    public void setPassword(long id, String password) {
        User user = reachable(id);
        List<FieldProblem> problems = PersonRules.password(password);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        Actor by = caller.actor();
        user.setPassword(PasswordHash.of(password), by.name(), clock.instant());
        audit.record(by, Act.PASSWORD_SET, "person " + id, "");
    }

    private void write(User user) {
        UniqueIndexes.write(entities, user, Map.of("person_email", EMAIL_TAKEN));
    }

    private User reachable(long id) {
        caller.require(EDIT_OWN_INSTITUTION);
        User user = entities.find(User.class, id);
        boolean every = caller.may(EDIT_EVERY_INSTITUTION);
        if (user == null || (!every && user.institutionId() != caller.institutionId())) {
            throw new NotFound("There is no such person.");
        }
        if (!every && user.roles().contains(Role.SYSTEM_ADMINISTRATOR)) {
            throw new NotAllowed("Only a system administrator may change a system administrator.");
        }
        return user;
    }

    private PersonForm check(PersonForm form, long id) {
        caller.require(EDIT_OWN_INSTITUTION);
        PersonForm clean = stripped(form);
        boolean every = caller.may(EDIT_EVERY_INSTITUTION);
        if (!every && clean.institution() != caller.institutionId()) {
            throw new NotAllowed("You may only keep people of your own institution.");
        }
        if (!every && clean.roles().contains(Role.SYSTEM_ADMINISTRATOR)) {
            throw new NotAllowed("Only a system administrator may make a system administrator.");
        }
        List<FieldProblem> problems = PersonRules.check(clean, id == 0);
        if (!institutionNames().containsKey(clean.institution())) {
            problems.add(new FieldProblem("institution", "Choose an institution from the list."));
        }
        if (emailTaken(clean.email(), id)) {
            problems.add(EMAIL_TAKEN);
        }
        if (id == caller.user().id() && !staysAdministrator(clean)) {
            problems.add(new FieldProblem("roles", "Keep your own account active and administrator; ask a colleague."));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return clean;
    }

    /** Nobody locks himself or herself out. */
    private boolean staysAdministrator(PersonForm form) {
        var before = Permissions.of(caller.roles());
        var after = Permissions.of(form.roles());
        return form.active()
                && after.contains(EDIT_OWN_INSTITUTION)
                && (after.contains(EDIT_EVERY_INSTITUTION) || !before.contains(EDIT_EVERY_INSTITUTION));
    }

    private boolean emailTaken(String email, long id) {
        return !entities.createQuery(
                        "select u.id from User u where lower(u.email) = :email and u.id <> :id", Long.class)
                .setParameter("email", email.toLowerCase(Locale.ROOT))
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    private static PersonForm stripped(PersonForm form) {
        return new PersonForm(
                form.institution(),
                form.title().strip(),
                form.firstName().strip(),
                form.lastName().strip(),
                form.email().strip(),
                form.roles(),
                form.active(),
                form.password());
    }

    private static String summary(PersonForm form) {
        return "institution " + form.institution() + ", roles " + new TreeSet<>(form.roles())
                + (form.active() ? "" : ", switched off");
    }

    /** By plain SQL: the institutions' package stands above this one. */
    private Map<Long, String> institutionNames() {
        Map<Long, String> names = new HashMap<>();
        for (Object row :
                entities.createNativeQuery("select id, name from institution").getResultList()) {
            Object[] columns = (Object[]) row;
            names.put(((Number) columns[0]).longValue(), (String) columns[1]);
        }
        return names;
    }
}
