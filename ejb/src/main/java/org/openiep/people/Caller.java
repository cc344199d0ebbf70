package org.openiep.people;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;
import org.openiep.audit.Actor;
import org.openiep.problem.NotAllowed;

/**
 * The signed-in person on whose behalf the present call is made; {@link NotAllowed} if nobody is. Roles come from the
 * database and not from the session, so that a role taken away, or an account switched off, counts at once.
 */
@Stateless
@PermitAll
public class Caller {
    @Resource
    SessionContext session;

    @PersistenceContext
    EntityManager entities;

    public User user() {
        String principal = session.getCallerPrincipal().getName();
        // Any other name, such as the container's "anonymous", is nobody of ours.
        User user = principal.matches("\\d{1,18}") ? entities.find(User.class, Long.parseLong(principal)) : null;
        if (user == null || !user.active()) {
            throw new NotAllowed("Sign in first.");
        }
        return user;
    }

    public long institutionId() {
        return user().institutionId();
    }

    public Set<Role> roles() {
        return user().roles();
    }

    public boolean may(Permission permission) {
        return Permissions.of(roles()).contains(permission);
    }

    /** Throws {@link NotAllowed} unless one of the caller's roles allows it. */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new NotAllowed("Your roles do not allow this. Ask an administrator of your institution.");
        }
    }

    /** The caller as the audit names him or her. */
    public Actor actor() {
        return user().actor();
    }
}
