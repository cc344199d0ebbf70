package org.openiep.web.details;

import org.openiep.exchange.TransactionDetails.Event;
import org.openiep.web.words.Moments;

/** A line of the story. */
public record EventView(Event event) {

    public String getTime() {
        return Moments.time(event.at());
    }

    public String getMoment() {
        return Moments.dateTime(event.at());
    }

    public String getTitle() {
        return event.title();
    }

    public String getText() {
        return event.text();
    }

    /** The class of its dot. */
    public String getTone() {
        return switch (event.kind()) {
            case DONE -> "ok";
            case FAILED -> "bad";
            case STARTED -> "go";
            case CREATED, RETRIED, NOTE -> "";
        };
    }

    public String getIcon() {
        return switch (event.kind()) {
            case CREATED -> "plus";
            case STARTED -> "down";
            case DONE -> "tick";
            case FAILED -> "cross";
            case RETRIED -> "refresh";
            case NOTE -> "doc";
        };
    }
}
