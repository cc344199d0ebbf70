package org.openiep.exchange;

import org.openiep.people.Permission;
import org.openiep.people.Permissions;
import org.openiep.people.User;

/**
 * The person who looks, and what he or she may see and do.
 *
 * @param seesInstitution every transaction of the institution, not only those created by this person
 */
record Viewer(User user, boolean seesInstitution, boolean seesOwn, boolean handles) {
    static Viewer of(User user, boolean cliniciansSeeInstitution) {
        var may = Permissions.of(user.roles());
        boolean own = may.contains(Permission.SEE_OWN_TRANSACTIONS);
        return new Viewer(
                user,
                may.contains(Permission.SEE_INSTITUTION_TRANSACTIONS) || (own && cliniciansSeeInstitution),
                own,
                may.contains(Permission.HANDLE_TRANSACTIONS));
    }

    long institution() {
        return user.institutionId();
    }

    /** Of the two institutions, and either one of those who see all or its creator (A8). */
    boolean sees(Transaction transaction) {
        if (!isParty(transaction)) {
            return false;
        }
        return seesInstitution || (seesOwn && created(transaction));
    }

    /** The receiver learns of a transfer once it is accepted. */
    private boolean isParty(Transaction transaction) {
        return isSender(transaction) || (isReceiver(transaction) && transaction.status() != Status.NEW);
    }

    boolean isSender(Transaction transaction) {
        return transaction.fromInstitution().id() == institution();
    }

    boolean isReceiver(Transaction transaction) {
        return transaction.toInstitution().id() == institution();
    }

    boolean created(Transaction transaction) {
        Long creator = transaction.createdById();
        return creator != null && creator == user.id();
    }
}
