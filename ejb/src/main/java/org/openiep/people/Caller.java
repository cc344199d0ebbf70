package org.openiep.people;

import jakarta.ejb.Stateless;
import java.util.Set;
import org.openiep.audit.Actor;

/** The signed-in person on whose behalf the present call is made; {@link org.openiep.problem.NotAllowed} if nobody is. */
@Stateless
public class Caller {
    public User user() {
        throw new UnsupportedOperationException();
    }

    public long institutionId() {
        throw new UnsupportedOperationException();
    }

    public Set<Role> roles() {
        throw new UnsupportedOperationException();
    }

    public boolean may(Permission permission) {
        throw new UnsupportedOperationException();
    }

    /** Throws {@link org.openiep.problem.NotAllowed} unless one of the caller's roles allows it. */
    public void require(Permission permission) {
        throw new UnsupportedOperationException();
    }

    /** The caller as the audit names him or her. */
    public Actor actor() {
        throw new UnsupportedOperationException();
    }
}
