package org.openiep.people;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as shown to those who may see him or her.
 *
 * @param permissions what the roles allow together
 * @param lastSignIn null for never
 * @param lockedUntil too many wrong passwords: no sign-in before; null when not locked
 */
public record PersonView(
        long id,
        long institution,
        String institutionName,
        String title,
        String firstName,
        String lastName,
        String email,
        Set<Role> roles,
        Set<Permission> permissions,
        boolean active,
        @Nullable Instant lastSignIn,
        @Nullable Instant lockedUntil,
        String changedBy,
        Instant changed) {
    public PersonView {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** Title, first and last name, as the header shows it (A4). */
    public String displayName() {
        return (title + " " + firstName + " " + lastName).strip();
    }

    /** Does any of the roles allow it? For what a page shows; the services decide for themselves. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
