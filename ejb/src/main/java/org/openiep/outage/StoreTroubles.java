package org.openiep.outage;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.notify.Outbox;
import org.openiep.outage.StoreTroubleRows.Concerned;
import org.openiep.outage.StoreTroubleRows.Open;

/**
 * Spells in which the exchange's own store takes no images. Each is told once: to those who keep the exchange when it
 * begins, to the PACS team of a hospital when its images are refused, and to both when it is over, with what has to be
 * sent again. The transactions concerned say it too.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StoreTroubles {
    /** A store at its limit takes some images and then none again: that is one spell, not many. */
    private static final Duration WELL_FOR_GOOD = Duration.ofMinutes(1);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Outbox outbox;

    @Inject
    Progress progress;

    /** What is wrong with the store now; empty when nothing is. Every server says so, every few seconds. */
    public void see(Optional<Diagnosis> problem) {
        try (Sql sql = Sql.open(dataSource)) {
            StoreTroubleRows rows = new StoreTroubleRows(sql);
            problem.ifPresent(why -> goOn(rows, why));
            Optional<Open> open = rows.open();
            if (open.isPresent()) {
                tell(rows, open.get());
                if (problem.isEmpty()) {
                    recover(rows, open.get());
                }
            }
        }
    }

    /** The store could not take an image of a collection, which sees to itself. */
    public void couldNotKeep(Diagnosis why) {
        try (Sql sql = Sql.open(dataSource)) {
            goOn(new StoreTroubleRows(sql), why);
        }
    }

    /**
     * An image that a node sent on its own was refused.
     *
     * @param studyInstanceUid empty where the image's header could not be read
     */
    public void refused(long callingNode, String studyInstanceUid, String sopInstanceUid, Diagnosis why) {
        try (Sql sql = Sql.open(dataSource)) {
            StoreTroubleRows rows = new StoreTroubleRows(sql);
            long id = goOn(rows, why);
            rows.refused(id, callingNode, studyInstanceUid, sopInstanceUid, clock.instant());
        }
    }

    private long goOn(StoreTroubleRows rows, Diagnosis why) {
        Instant now = clock.instant();
        Optional<Open> open = rows.open();
        if (open.isPresent()) {
            rows.lasts(open.get().id(), why);
            return open.get().id();
        }
        if (rows.begin(why, now)) {
            send(rows.administrators(), StoreMail.began(why, now));
        }
        return rows.open().map(Open::id).orElseThrow();
    }

    private void recover(StoreTroubleRows rows, Open open) {
        Instant now = clock.instant();
        Instant well = open.wellSince();
        if (well == null) {
            rows.well(open.id(), now);
        } else if (!now.isBefore(well.plus(WELL_FOR_GOOD))) {
            rows.end(open.id());
            send(rows.administrators(), StoreMail.over(open, well, rows.senders(open.id(), true, 0)));
            for (long institution : rows.informed(open.id())) {
                send(
                        rows.pacsTeam(institution),
                        StoreMail.over(open, well, rows.senders(open.id(), false, institution)));
            }
            rows.concerned(open.id(), true).forEach(this::noteOver);
        }
    }

    /** What was refused since the last look is told by those who look: there is one mail, however many images come. */
    private void tell(StoreTroubleRows rows, Open open) {
        for (long institution : rows.untold(open.id())) {
            send(rows.pacsTeam(institution), StoreMail.refused(open, rows.senders(open.id(), false, institution)));
            rows.told(open.id(), institution);
        }
        for (Concerned study : rows.concerned(open.id(), false)) {
            Diagnosis why = open.diagnosis();
            progress.couldNotTake(
                    study.transactionId(),
                    why.cause(),
                    "Images of this study that " + study.node() + " sends are refused, and it is told so (A700H). "
                            + why.meaning() + " " + why.advice()
                            + " What was refused has to be sent again then, as most senders do by themselves.");
            rows.noted(open.id(), study);
        }
    }

    private void noteOver(Concerned study) {
        progress.note(
                study.transactionId(),
                Kind.NOTE,
                "The exchange takes images again.",
                StoreMail.images(study.images()) + " of this study had been refused; "
                        + (study.missing() == 0
                                ? "all have come since."
                                : study.missing() + " of them have not come yet. Send the study from " + study.node()
                                        + " again, unless it does so by itself."));
    }

    private void send(List<String> addresses, StoreMail mail) {
        addresses.forEach(address -> outbox.put(address, mail.subject(), mail.body()));
    }
}
