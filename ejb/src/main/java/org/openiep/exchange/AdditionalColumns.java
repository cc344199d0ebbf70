package org.openiep.exchange;

import jakarta.persistence.Embeddable;

/** A transaction's additional information (E11 to E13) as stored: text stripped, empty where nothing was typed. */
@Embeddable
class AdditionalColumns {
    private String namedRecipient;
    private String requestingClinician;
    private String consultant;
    private String department;
    private String callReference;

    @SuppressWarnings("NullAway.Init")
    protected AdditionalColumns() {}

    AdditionalColumns(NewTransfer asked) {
        namedRecipient = asked.namedRecipient().strip();
        requestingClinician = asked.requestingClinician().strip();
        consultant = asked.consultant().strip();
        department = asked.department().strip();
        callReference = asked.callReference().strip();
    }

    /** What a route makes: nobody typed anything. */
    static AdditionalColumns none() {
        AdditionalColumns none = new AdditionalColumns();
        none.namedRecipient = "";
        none.requestingClinician = "";
        none.consultant = "";
        none.department = "";
        none.callReference = "";
        return none;
    }

    String namedRecipient() {
        return namedRecipient;
    }

    String requestingClinician() {
        return requestingClinician;
    }

    String consultant() {
        return consultant;
    }

    String department() {
        return department;
    }

    String callReference() {
        return callReference;
    }
}
