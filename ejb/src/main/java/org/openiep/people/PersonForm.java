package org.openiep.people;

import java.util.Set;

/**
 * A person as edited by an administrator.
 *
 * @param title such as Dr; may be empty
 * @param email what the person signs in with; unique, compared without regard to case
 * @param roles at least one
 * @param password the new password, 12 to 200 characters; empty leaves it as it is (not allowed for a new person)
 */
public record PersonForm(
        long institution,
        String title,
        String firstName,
        String lastName,
        String email,
        Set<Role> roles,
        boolean active,
        String password) {
    public PersonForm {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "PersonForm[institution=" + institution + ", roles=" + roles + ", active=" + active + "]";
    }
}
