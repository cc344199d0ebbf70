package org.openiep.exchange;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.openiep.exchange.TransactionDetails.Event;

/** A line of a transaction's story; never changed. */
@Entity
@Table(name = "transaction_event")
@SuppressWarnings("UnusedVariable") // some columns are written here and read by queries alone
class TimelineEvent {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long transactionId;
    private Instant at;

    @Enumerated(EnumType.STRING)
    private Event.Kind kind;

    private String title;
    private String text;

    protected TimelineEvent() {}

    TimelineEvent(long transactionId, Instant at, Event.Kind kind, String title, String text) {
        this.transactionId = transactionId;
        this.at = at;
        this.kind = kind;
        this.title = title;
        this.text = text;
    }

    Event view() {
        return new Event(at, kind, title, text);
    }
}
