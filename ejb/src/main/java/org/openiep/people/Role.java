package org.openiep.people;

/** What a person is at their institution. A person may hold several. */
public enum Role {
    /** Sends own patients' studies; sees the transactions that he or she created. */
    CLINICIAN,
    /** Works the lists: sees and handles every transaction of the institution. */
    PACS_TEAM,
    /** Keeps the institution's own record, nodes and people. */
    INSTITUTION_ADMINISTRATOR,
    /** Keeps every institution and node; sees no patient data by this role. */
    SYSTEM_ADMINISTRATOR
}
