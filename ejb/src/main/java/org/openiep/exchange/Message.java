package org.openiep.exchange;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openiep.people.User;

/** A message from one side of a transaction to the other. */
@Entity
@Table(name = "transaction_message")
@SuppressWarnings("UnusedVariable") // some columns are written here and read by queries alone
class Message {
    /** Characters. */
    static final int LONGEST = 4000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long transactionId;
    private Instant at;
    private long authorId;
    private String author;
    private long institutionId;
    private String text;
    private @Nullable Instant readAt;

    protected Message() {}

    Message(long transactionId, Instant at, User author, String text) {
        this.transactionId = transactionId;
        this.at = at;
        this.authorId = author.id();
        this.author = author.displayName();
        this.institutionId = author.institutionId();
        this.text = text;
    }

    TransactionDetails.Note view(long institution, String institutionName) {
        boolean unread = institutionId != institution && readAt == null;
        return new TransactionDetails.Note(at, author, institutionName, text, unread);
    }

    long institutionId() {
        return institutionId;
    }
}
