package org.openiep.directory;

import static org.openiep.people.Permission.CREATE_TRANSFER;
import static org.openiep.people.Permission.EDIT_EVERY_INSTITUTION;
import static org.openiep.people.Permission.EDIT_OWN_INSTITUTION;
import static org.openiep.people.Permission.SEE_ADMINISTRATION;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.UniqueIndexes;
import org.openiep.people.Caller;
import org.openiep.people.SignIn;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** The institutions of the exchange, kept by their own or by system administrators. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Institutions {
    private static final int MOST_MATCHES = 1000;

    private static final FieldProblem CODE_TAKEN =
            new FieldProblem("odsCode", "Another institution has this ODS code; enter another.");
    private static final FieldProblem NAME_TAKEN =
            new FieldProblem("name", "Another institution has this name; add its town.");

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** Every institution for a system administrator, else the own one; by name. */
    public List<InstitutionView> list() {
        caller.require(SEE_ADMINISTRATION);
        return entities.createQuery(
                        "select i from Institution i where :all = true or i.id = :own order by lower(i.name)",
                        Institution.class)
                .setParameter("all", caller.may(EDIT_EVERY_INSTITUTION))
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .map(Institution::view)
                .toList();
    }

    /**
     * Whom the caller can send to (B4): other active institutions with an active destination node, by name.
     *
     * @param typed beginnings of words of the name, or of the ODS code; empty for all
     * @param max 1 to 1000
     */
    public List<InstitutionView> matching(String typed, int max) {
        caller.require(CREATE_TRANSFER);
        String[] words = Arrays.stream(typed.toLowerCase(Locale.ROOT).strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        return entities.createQuery(
                        "select i from Institution i where i.active = true and i.id <> :own and exists"
                                + " (select n.id from Node n where n.institution = i and n.active = true"
                                + " and n.destination = true) order by lower(i.name)",
                        Institution.class)
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .filter(institution -> matches(institution, words))
                .limit(Math.max(1, Math.min(max, MOST_MATCHES)))
                .map(Institution::view)
                .toList();
    }

    /** Some hundred institutions are filtered here: every typed word begins a word of the name or the ODS code. */
    private static boolean matches(Institution institution, String[] typed) {
        String[] known = (institution.name() + " " + institution.odsCode())
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}']+", -1);
        return Arrays.stream(typed).allMatch(word -> Arrays.stream(known).anyMatch(part -> part.startsWith(word)));
    }

    /** The own institution, or any that the caller may send to or administer. */
    public InstitutionView get(long id) {
        Institution institution = find(id);
        boolean reachable = id == caller.institutionId()
                || caller.may(EDIT_EVERY_INSTITUTION)
                || (caller.may(CREATE_TRANSFER) && institution.active());
        if (!reachable) {
            throw new NotFound("There is no such institution.");
        }
        return institution.view();
    }

    /**
     * Takes a new institution in.
     *
     * @return its id
     * @throws InvalidInput with every problem found
     */
    public long create(InstitutionForm form) {
        caller.require(EDIT_EVERY_INSTITUTION);
        InstitutionForm clean = check(form, 0);
        Actor by = caller.actor();
        Institution institution = new Institution(clean, by.name(), clock.instant());
        write(institution);
        audit.record(by, Act.INSTITUTION_CREATED, "institution " + institution.id(), clean.toString());
        return institution.id();
    }

    /** Changes the own institution, or any as a system administrator. */
    public void change(long id, InstitutionForm form) {
        caller.require(EDIT_OWN_INSTITUTION);
        boolean every = caller.may(EDIT_EVERY_INSTITUTION);
        if (!every && id != caller.institutionId()) {
            throw new NotFound("There is no such institution.");
        }
        Institution institution = find(id);
        InstitutionForm clean = check(form, id);
        if (!every && !keepsStanding(institution.form(), clean)) {
            throw new NotAllowed("Only a system administrator changes an ODS code, or whether an institution is active"
                    + " and hosted here.");
        }
        Actor by = caller.actor();
        institution.edit(clean, by.name(), clock.instant());
        write(institution);
        audit.record(by, Act.INSTITUTION_CHANGED, "institution " + id, clean.toString());
    }

    private void write(Institution institution) {
        UniqueIndexes.write(
                entities, institution, Map.of("institution_ods_code_key", CODE_TAKEN, "institution_name", NAME_TAKEN));
    }

    private static boolean keepsStanding(InstitutionForm before, InstitutionForm after) {
        return before.odsCode().equals(after.odsCode())
                && before.active() == after.active()
                && before.hosted() == after.hosted();
    }

    private Institution find(long id) {
        Institution institution = entities.find(Institution.class, id);
        if (institution == null) {
            throw new NotFound("There is no such institution.");
        }
        return institution;
    }

    private InstitutionForm check(InstitutionForm form, long id) {
        InstitutionForm clean = new InstitutionForm(
                form.odsCode().strip().toUpperCase(Locale.ROOT),
                form.name().strip(),
                form.kind(),
                form.hosted(),
                form.namedRecipientRequired(),
                form.deliversByItself(),
                form.patientIdPattern().strip(),
                form.active());
        List<FieldProblem> problems = InstitutionRules.check(clean);
        if (taken("select i.id from Institution i where i.odsCode = :value and i.id <> :id", clean.odsCode(), id)) {
            problems.add(CODE_TAKEN);
        }
        String name = clean.name().toLowerCase(Locale.ROOT);
        if (taken("select i.id from Institution i where lower(i.name) = :value and i.id <> :id", name, id)) {
            problems.add(NAME_TAKEN);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return clean;
    }

    private boolean taken(String query, String value, long id) {
        return !entities.createQuery(query, Long.class)
                .setParameter("value", value)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }
}
