package org.openiep.arrival;

import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;

/** A study as a node sends it to one of our AE titles. */
record SentStudy(String callingAeTitle, String calledAeTitle, String studyInstanceUid) {
    static SentStudy of(Party party, String studyInstanceUid) {
        return new SentStudy(party.callingAeTitle(), party.calledAeTitle(), studyInstanceUid);
    }

    static SentStudy of(ReceivedObject object) {
        return of(object.from(), object.studyInstanceUid());
    }
}
