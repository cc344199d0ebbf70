package org.openiep.web.create;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.EarlierTransfers;
import org.openiep.exchange.SentBefore;
import org.openiep.web.words.Moments;

/** Which of the studies found went to the same hospital already (requirement G18). Asked once for each request. */
@Named("earlier")
@RequestScoped
public class EarlierView {

    @Inject
    private CreatePage page;

    @EJB
    private EarlierTransfers transfers;

    private @Nullable Map<String, SentBefore> found;

    private Map<String, SentBefore> found() {
        Map<String, SentBefore> known = found;
        if (known == null) {
            known = ask();
            found = known;
        }
        return known;
    }

    private Map<String, SentBefore> ask() {
        Map<String, SentBefore> earlier = new HashMap<>();
        Destination to = page.draft().to;
        if (to != null && !page.getStudies().isEmpty()) {
            List<String> uids = page.getStudies().stream().map(StudyRow::getUid).toList();
            transfers.find(to.id(), uids).forEach(sent -> earlier.put(sent.studyInstanceUid(), sent));
        }
        return earlier;
    }

    /** "Sent there on 12/03/2026 14:05 with IEP-26-0001234"; empty when it was not. */
    public String of(StudyRow study) {
        SentBefore sent = found().get(study.getUid());
        return sent == null ? "" : "Sent there on " + Moments.dateTime(sent.at()) + " with " + sent.reference();
    }

    /** Is one of those ticked that went there already? Then sending needs another tick. */
    public boolean isTicked() {
        return page.draft().chosen().stream().anyMatch(study -> found().containsKey(study.getUid()));
    }
}
