package org.openiep.people;

import jakarta.ejb.Stateless;
import java.util.List;

/** The people of the institutions. */
@Stateless
public class People {
    /** The caller, for the header (A4). */
    public PersonView me() {
        throw new UnsupportedOperationException();
    }

    /** Every person for a system administrator, else those of the own institution; by name. */
    public List<PersonView> list() {
        throw new UnsupportedOperationException();
    }

    public PersonView get(long id) {
        throw new UnsupportedOperationException();
    }

    public long create(PersonForm form) {
        throw new UnsupportedOperationException();
    }

    public void change(long id, PersonForm form) {
        throw new UnsupportedOperationException();
    }

    /** Sets another's password; the person may sign in with it at once. */
    public void setPassword(long id, String password) {
        throw new UnsupportedOperationException();
    }
}
