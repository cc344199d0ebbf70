package org.openiep.web.lanes;

import java.time.Instant;
import org.openiep.board.LanesView.Arriving;
import org.openiep.exchange.Priority;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** A line of what scanners and PACS are sending by a route (I11). */
public record ArrivingStudy(Arriving study, Instant now) {

    public boolean isBlueLight() {
        return study.priority() == Priority.BLUE_LIGHT;
    }

    public String getPriority() {
        return Words.of(study.priority());
    }

    public String getReference() {
        return study.reference();
    }

    public String getWhat() {
        return Names.of(study);
    }

    public String getWay() {
        return study.from() + " to " + study.to() + ", " + study.node();
    }

    /** "120 images here, 80 delivered". */
    public String getImages() {
        String here = Words.count(study.held(), "image") + " here";
        return study.delivered() == 0 ? here : here + ", " + study.delivered() + " delivered";
    }

    /** What becomes of the images at this moment. */
    public String getState() {
        if (study.goesOn()) {
            return "Sent on as it arrives";
        }
        return study.priority() == Priority.BATCH ? "Goes overnight" : "Goes when it is complete";
    }

    public String getSince() {
        return Moments.timeOrDate(study.since(), now);
    }
}
