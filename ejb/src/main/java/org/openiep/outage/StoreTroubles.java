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
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.notify.Outbox;
import org.openiep.outage.StoreTroubleRows.Concerned;
import org.openiep.outage.StoreTroubleRows.Open;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/**
 * Spells in which the exchange takes no images, since its own store cannot keep them or its database cannot keep up. Each
 * is told once: to those who keep the exchange when it begins, to the PACS team of a hospital when its images are refused,
 * and to both when it is over, with what has to be sent again. The transactions concerned say it too, and the audit says
 * when it began and ended.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StoreTroubles {
    /** A store at its limit takes some images and then none again: that is one spell, not many. */
    private static final Duration WELL_FOR_GOOD = Duration.ofMinutes(1);

    private static final String UNREAD =
            "They are refused unread; they came on one association with others of this study. ";

    /** Whoever has no room says so every few seconds. */
    private static final Duration FULL_FOR = Duration.ofSeconds(15);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Outbox outbox;

    @Inject
    Progress progress;

    @Inject
    Audit audit;

    @Inject
    Policies policies;

    /**
     * An image that was refused unread.
     *
     * @param studyInstanceUid most likely; empty where it is not known
     */
    public record Unread(long callingNode, String studyInstanceUid, String sopInstanceUid, Instant at) {}

    /** What is wrong with the store now; empty when nothing is. Every server says so, every few seconds. */
    public void see(Optional<Diagnosis> problem) {
        try (Sql sql = Sql.open(dataSource)) {
            StoreTroubleRows rows = new StoreTroubleRows(sql);
            problem.ifPresent(why -> goOn(rows, why, clock.instant()));
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
            goOn(new StoreTroubleRows(sql), why, clock.instant());
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
            Instant now = clock.instant();
            long id = goOn(rows, why, now);
            rows.refused(id, callingNode, studyInstanceUid, sopInstanceUid, now);
        }
    }

    /**
     * Images find no room among those that wait to be catalogued. The database may have been away meanwhile, so that this
     * is told late.
     *
     * @param refused what nodes sent on their own; perhaps nothing
     * @param from when that was first noticed
     * @param until when there was no room last
     */
    public void full(List<Unread> refused, Instant from, Instant until, Diagnosis why) {
        try (Sql sql = Sql.open(dataSource)) {
            StoreTroubleRows rows = new StoreTroubleRows(sql);
            long id = goOn(rows, why, from);
            rows.full(id, until);
            refused.forEach(image -> rows.refused(
                    id, image.callingNode(), image.studyInstanceUid(), image.sopInstanceUid(), image.at()));
        }
    }

    /** Forgets spells that ended longer ago than the policy keeps them; answers how many. */
    public int forget() {
        try (Sql sql = Sql.open(dataSource)) {
            return new StoreTroubleRows(sql).forget(clock.instant().minus(policies.time(Policy.REFUSALS_KEPT)));
        }
    }

    private long goOn(StoreTroubleRows rows, Diagnosis why, Instant now) {
        Optional<Open> open = rows.open();
        if (open.isPresent()) {
            rows.lasts(open.get().id(), why);
            return open.get().id();
        }
        boolean begun = rows.begin(why, now);
        long id = rows.open().map(Open::id).orElseThrow();
        if (begun) {
            send(rows.administrators(), StoreMail.began(why, now));
            audit.record(Actor.EXCHANGE, Act.STORE_TROUBLE_BEGAN, subject(id), why.failure() + ": " + why.technical());
        }
        return id;
    }

    private static String subject(long id) {
        return "store trouble " + id;
    }

    private void recover(StoreTroubleRows rows, Open open) {
        Instant now = clock.instant();
        Instant well = open.wellSince();
        Instant full = open.fullAt();
        if (full != null && now.isBefore(full.plus(FULL_FOR))) {
            return;
        }
        if (well == null) {
            rows.well(open.id(), now);
        } else if (!now.isBefore(well.plus(WELL_FOR_GOOD))) {
            rows.end(open.id());
            audit.record(
                    Actor.EXCHANGE,
                    Act.STORE_TROUBLE_ENDED,
                    subject(open.id()),
                    open.diagnosis().failure() + ": from " + open.since() + " to " + well + ", images refused: "
                            + rows.refused(open.id()));
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
                            + (why.failure() == FailureClass.OWN_BACKLOG ? UNREAD : "") + why.meaning() + " "
                            + why.advice()
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
