package org.openiep.people;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openiep.audit.Actor;

/** A person who signs in here. Belongs to one institution (A8). */
@Entity
@Table(name = "person")
public class User {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long institutionId;
    private String title;
    private String firstName;
    private String lastName;
    private String email;
    private String passwordHash;
    private boolean active;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "person_role", joinColumns = @JoinColumn(name = "person_id"))
    @Column(name = "role")
    @Enumerated(EnumType.STRING)
    private Set<Role> roles = new HashSet<>();

    private int failures;
    private @Nullable Instant lockedUntil;
    private @Nullable Instant lastSignIn;
    private String changedBy;
    private Instant changed;

    protected User() {}

    User(PersonForm form, String passwordHash, String by, Instant now) {
        this.passwordHash = passwordHash;
        edit(form, by, now);
    }

    final void edit(PersonForm form, String by, Instant now) {
        institutionId = form.institution();
        title = form.title();
        firstName = form.firstName();
        lastName = form.lastName();
        email = form.email();
        active = form.active();
        roles.retainAll(form.roles());
        roles.addAll(form.roles());
        changedBy = by;
        changed = now;
    }

    /** A new password also lifts a lock: whoever sets it has seen to it. */
    void setPassword(String hash, String by, Instant now) {
        passwordHash = hash;
        failures = 0;
        lockedUntil = null;
        changedBy = by;
        changed = now;
    }

    public long id() {
        return id;
    }

    public long institutionId() {
        return institutionId;
    }

    public String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    public boolean active() {
        return active;
    }

    public Set<Role> roles() {
        return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    /** Title, first and last name. */
    public String displayName() {
        return (title + " " + firstName + " " + lastName).strip();
    }

    /** As the audit names this person. */
    public Actor actor() {
        return new Actor(id, displayName(), institutionId);
    }

    boolean locked(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    void signedIn(Instant now) {
        failures = 0;
        lockedUntil = null;
        lastSignIn = now;
    }

    /**
     * A wrong password. Locks the account when it is one too many; a locked one counts no further, so that nobody can
     * keep another locked out for ever by trying on.
     *
     * @return whether this one locked it
     */
    boolean refused(Instant now, int allowed, Instant lockUntil) {
        if (locked(now)) {
            return false;
        }
        failures++;
        if (failures < allowed) {
            return false;
        }
        failures = 0;
        lockedUntil = lockUntil;
        return true;
    }

    PersonView view(String institutionName) {
        return new PersonView(
                id,
                institutionId,
                institutionName,
                title,
                firstName,
                lastName,
                email,
                roles(),
                Permissions.of(roles()),
                active,
                lastSignIn,
                lockedUntil,
                changedBy,
                changed);
    }
}
