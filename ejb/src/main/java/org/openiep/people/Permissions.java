package org.openiep.people;

import static org.openiep.people.Permission.CREATE_TRANSFER;
import static org.openiep.people.Permission.EDIT_EVERY_INSTITUTION;
import static org.openiep.people.Permission.EDIT_OWN_INSTITUTION;
import static org.openiep.people.Permission.HANDLE_TRANSACTIONS;
import static org.openiep.people.Permission.SEE_ADMINISTRATION;
import static org.openiep.people.Permission.SEE_INSTITUTION_TRANSACTIONS;
import static org.openiep.people.Permission.SEE_OWN_TRANSACTIONS;
import static org.openiep.people.Permission.SEE_REPORTS;
import static org.openiep.people.Permission.TEST_NODES;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The one table of which role allows what (requirement A15). Several roles add up. */
public final class Permissions {
    private Permissions() {}

    /** What one role allows. */
    public static Set<Permission> of(Role role) {
        return switch (role) {
            case CLINICIAN -> EnumSet.of(SEE_OWN_TRANSACTIONS, CREATE_TRANSFER);
            case PACS_TEAM ->
                EnumSet.of(
                        SEE_OWN_TRANSACTIONS,
                        SEE_INSTITUTION_TRANSACTIONS,
                        CREATE_TRANSFER,
                        HANDLE_TRANSACTIONS,
                        SEE_ADMINISTRATION,
                        TEST_NODES,
                        SEE_REPORTS);
            case INSTITUTION_ADMINISTRATOR ->
                EnumSet.of(
                        SEE_OWN_TRANSACTIONS,
                        SEE_INSTITUTION_TRANSACTIONS,
                        SEE_ADMINISTRATION,
                        EDIT_OWN_INSTITUTION,
                        TEST_NODES,
                        SEE_REPORTS);
            case SYSTEM_ADMINISTRATOR ->
                EnumSet.of(SEE_ADMINISTRATION, EDIT_OWN_INSTITUTION, EDIT_EVERY_INSTITUTION, TEST_NODES);
        };
    }

    /** What any of the roles allows. */
    public static Set<Permission> of(Collection<Role> roles) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        roles.forEach(role -> all.addAll(of(role)));
        return all;
    }
}
