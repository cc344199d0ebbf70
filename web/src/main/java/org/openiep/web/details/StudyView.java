package org.openiep.web.details;

import org.openiep.exchange.Status;
import org.openiep.exchange.TransactionDetails.Study;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * A study of the transaction with the bar of the step that it is in.
 *
 * @param arriving is it being sent to us by a route, so that nobody knows how many images will come?
 */
public record StudyView(Study study, Status status, boolean arriving) {

    public String getModalities() {
        return study.modalities();
    }

    public String getDescription() {
        return study.description().isEmpty() ? "No description" : study.description();
    }

    /** Exam date and accession number. */
    public String getWhen() {
        String date = Moments.dateTime(study.examDate());
        String accession = study.accessionNumber();
        return date.isEmpty() || accession.isEmpty() ? date + accession : date + ", " + accession;
    }

    private boolean collecting() {
        return switch (status) {
            case NEW, ACCEPTED, NEEDS_DETAILS, UPLOADING, DECLINED, CANCELLED -> true;
            case FAILED -> study.held() < study.expected();
            default -> false;
        };
    }

    private int done() {
        return collecting() ? study.held() : study.delivered();
    }

    private int total() {
        if (arriving) {
            return 0;
        }
        return collecting() || study.held() == 0 ? study.expected() : study.held();
    }

    public int getPercent() {
        return Words.percent(done(), total());
    }

    /** Of what is still being collected, or routed, some may have gone on already. */
    public String getProgress() {
        String what = collecting() ? " on IEP" : " delivered";
        String ahead =
                collecting() && study.delivered() > 0 ? ", %,d delivered already".formatted(study.delivered()) : "";
        return Words.progress(done(), total()) + what + (arriving ? " so far" : "") + ahead;
    }

    /** ok when complete, bad when some were refused. */
    public String getTone() {
        if (study.refused() > 0) {
            return "bad";
        }
        return total() > 0 && done() >= total() ? "ok" : "";
    }

    public String getState() {
        if (study.refused() > 0) {
            return study.refused() + " refused";
        }
        if (total() > 0 && done() >= total()) {
            return collecting() ? "On IEP" : "Delivered";
        }
        if (status == Status.UPLOADING || status == Status.DOWNLOADING) {
            return done() > 0 ? Words.of(status) : "Next";
        }
        return Words.of(status);
    }

    public String getIcon() {
        if (study.refused() > 0) {
            return "fail";
        }
        if (total() > 0 && done() >= total()) {
            return collecting() ? "iep" : "done";
        }
        boolean moving = status == Status.UPLOADING || status == Status.DOWNLOADING;
        return moving && done() == 0 ? "wait" : Words.icon(status);
    }
}
