package org.openiep.exchange;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A study in a transaction. */
@Entity
@Table(name = "study_entry")
@SuppressWarnings("UnusedVariable") // its transaction is written here and read by the mapping alone
class StudyEntry {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "transaction_id")
    private Transaction transaction;

    private String studyInstanceUid;
    private String modalities;
    private String description;
    private @Nullable LocalDateTime examDate;
    private String accessionNumber;

    // The counts are written by the running job alone (Progress), past the entities.
    @Column(updatable = false)
    private int expected;

    @Column(updatable = false)
    private int held;

    @Column(updatable = false)
    private int delivered;

    @Column(updatable = false)
    private int refused;

    protected StudyEntry() {}

    StudyEntry(Transaction transaction, StudyChoice choice) {
        this.transaction = transaction;
        studyInstanceUid = choice.studyInstanceUid().strip();
        modalities = choice.modalities().strip();
        description = choice.description().strip();
        examDate = choice.examDate();
        accessionNumber = choice.accessionNumber().strip();
        expected = choice.images();
    }

    long id() {
        return id;
    }

    Counts counts() {
        return new Counts(expected, held, delivered, refused);
    }

    TransferOrder.Study ordered() {
        return new TransferOrder.Study(id, studyInstanceUid, description, counts());
    }

    TransactionDetails.Study view() {
        return new TransactionDetails.Study(
                studyInstanceUid,
                modalities,
                description,
                examDate,
                accessionNumber,
                expected,
                held,
                delivered,
                refused);
    }
}
