package org.openiep.people;

/** What a role allows; {@link Permissions} is the one table. */
public enum Permission {
    SEE_OWN_TRANSACTIONS,
    SEE_INSTITUTION_TRANSACTIONS,
    CREATE_TRANSFER,
    /** Download, retry, cancel, mark as fixed up. */
    HANDLE_TRANSACTIONS,
    SEE_ADMINISTRATION,
    EDIT_OWN_INSTITUTION,
    EDIT_EVERY_INSTITUTION,
    TEST_NODES,
    SEE_REPORTS
}
