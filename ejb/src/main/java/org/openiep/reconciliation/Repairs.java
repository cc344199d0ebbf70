package org.openiep.reconciliation;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openiep.connector.api.ReceivedMark;
import org.openiep.database.Sql;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Arrived;
import org.openiep.imaging.InstanceRows.HeldFile;
import org.openiep.imaging.ObjectIdentity;
import org.openiep.queue.Jobs;
import org.openiep.reconciliation.ReconciliationRows.Place;
import org.openiep.reconciliation.ReconciliationRows.Stranded;

/** The single repairs of a reconciliation, each a short transaction. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Repairs {
    private static final Logger LOG = Logger.getLogger(Repairs.class.getName());

    /** Longer than any transaction takes that puts a file into the store before it is committed. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(10);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    ImageStore store;

    @Inject
    Clock clock;

    @Inject
    Jobs jobs;

    /** A comparison begins; answers its number. */
    public long begin(Findings found) {
        try (Sql sql = Sql.open(dataSource)) {
            Reconciliation now = found.at(null);
            return new ReconciliationRows(sql).begin(now.server(), now.began());
        }
    }

    /** It is at its end, or could not be brought there. */
    public void end(long id, Findings found) {
        try (Sql sql = Sql.open(dataSource)) {
            new ReconciliationRows(sql).write(id, found.at(clock.instant()));
        }
    }

    /** Jobs of transactions that are over go, and transactions that wait for a job get one. */
    public void jobs(Findings found) {
        try (Sql sql = Sql.open(dataSource)) {
            ReconciliationRows rows = new ReconciliationRows(sql);
            found.cancelled += rows.cancelPointless();
            for (Stranded stranded : rows.stranded()) {
                jobs.queueAgain(stranded.transactionId(), stranded.step());
                found.requeued++;
                LOG.log(
                        Level.WARNING,
                        "Transaction {0} waited for a job that was not there; it has one now.",
                        stranded.transactionId());
            }
        }
    }

    /** Transactions whose files must be there. */
    public List<Long> unfinished() {
        try (Sql sql = Sql.open(dataSource)) {
            return new ReconciliationRows(sql).unfinished();
        }
    }

    /** Every image that is held and not delivered has its file; else it is fetched again where that is possible. */
    public void files(long transactionId, Findings found) {
        try (Sql sql = Sql.open(dataSource)) {
            ReconciliationRows rows = new ReconciliationRows(sql);
            List<Place> places = rows.places(transactionId);
            List<HeldFile> gone = rows
                    .mustBeThere(places.stream().map(Place::studyEntryId).toList())
                    .stream()
                    .filter(file -> !whole(file))
                    .toList();
            if (gone.isEmpty()) {
                return;
            }
            boolean collectable = places.stream().allMatch(Place::collectable);
            if (collectable) {
                new InstanceRows(sql).lost(gone);
                found.lost += gone.size();
            } else {
                found.damaged += gone.size();
            }
            LOG.log(
                    Level.SEVERE,
                    "{0} file(s) of transaction {1} are missing or of another length; {2}.",
                    new Object[] {
                        gone.size(), transactionId, collectable ? "they are collected again" : "its delivery will fail"
                    });
        }
    }

    private boolean whole(HeldFile file) {
        try {
            return Files.size(store.path(file.file())) == file.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Every file of the transaction has its row, or is set aside. */
    public void orphans(long transactionId, Findings found) throws IOException {
        List<ImageStore.Entry> files = store.contents(transactionId);
        found.files += files.size();
        try (Sql sql = Sql.open(dataSource)) {
            ReconciliationRows rows = new ReconciliationRows(sql);
            List<Place> places = rows.places(transactionId);
            Set<String> known = new HashSet<>(
                    rows.known(places.stream().map(Place::studyEntryId).toList()));
            List<Arrived> adopted = new ArrayList<>();
            for (ImageStore.Entry file : files) {
                if (known.contains(file.name())) {
                    continue;
                }
                Optional<Arrived> image = identify(file, places);
                if (image.isPresent()) {
                    adopted.add(image.get());
                } else if (isOld(file)) {
                    store.setAside(file.name());
                    found.setAside++;
                    LOG.log(Level.WARNING, "{0} belongs to nothing that is known and was set aside.", file.name());
                }
            }
            new InstanceRows(sql).adopted(adopted, clock.instant());
            found.adopted += adopted.size();
        }
    }

    /** Is it no study that begins at this very moment, whose rows nobody else sees yet? */
    private boolean isOld(ImageStore.Entry file) throws IOException {
        Instant written = Files.getLastModifiedTime(store.path(file.name())).toInstant();
        return written.plus(LONGEST_TRANSACTION).isBefore(clock.instant());
    }

    /** A file that was moved in before its row was written, when its header says that it belongs there. */
    private Optional<Arrived> identify(ImageStore.Entry file, List<Place> places) {
        Path path = store.path(file.name());
        try {
            ObjectIdentity object = ObjectIdentity.read(path);
            for (Place place : places) {
                if (file.name().contains("/" + place.studyEntryId() + "/")
                        && place.studyInstanceUid().equals(object.studyInstanceUid())) {
                    int content = ReceivedMark.crc32c(path);
                    return Optional.of(object.arrived(place.studyEntryId(), file.name(), file.size(), content));
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} in the store cannot be read: {1}", new Object[] {file.name(), e.getMessage()});
        }
        return Optional.empty();
    }
}
