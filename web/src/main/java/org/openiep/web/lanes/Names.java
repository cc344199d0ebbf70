package org.openiep.web.lanes;

import org.openiep.board.LanesView.Arriving;
import org.openiep.board.LanesView.Work;
import org.openiep.web.words.Words;

/** What a transfer is called on the page. */
final class Names {

    private Names() {}

    /** The patient as the lists have it, "FAIRWEATHER, Eleanor"; the reference where the patient must not be seen. */
    static String of(Work work) {
        return of(work.patient(), work.reference());
    }

    /** The same, of a transfer that arrives. */
    static String of(Arriving study) {
        return of(study.patient(), study.reference());
    }

    private static String of(String patient, String reference) {
        if (patient.isEmpty()) {
            return reference;
        }
        int comma = patient.indexOf(',');
        return comma < 0
                ? Words.name(patient, "")
                : Words.name(
                        patient.substring(0, comma),
                        patient.substring(comma + 1).strip());
    }
}
