package org.openiep.upload;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.openiep.connector.api.ReceivedMark;
import org.openiep.database.Sql;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.StudyChoice;
import org.openiep.exchange.UploadOrders;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Arrived;
import org.openiep.imaging.ObjectIdentity;
import org.openiep.people.SignIn;
import org.openiep.problem.InvalidInput;
import org.openiep.search.StudyFound;

/** Gives uploaded images their place in the store and the rows: all of a transfer's, or none. */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Placement {
    private static final int ROWS_AT_ONCE = 1000;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    UploadOrders orders;

    @Inject
    ImageStore store;

    @Inject
    Clock clock;

    /** See {@link UploadedTransfers#create}. The files stay where they were, too. */
    public String place(NewTransfer asked, StagedFolder folder) {
        Optional<String> known = orders.known(asked);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            StagedImages images = new StagedImages(folder);
            Uploaded uploaded = images.summary();
            UploadOrders.Begun begun = orders.begin(asOnDisk(asked, uploaded));
            List<Arrived> arrived = new ArrayList<>();
            Map<Long, Integer> counts = new HashMap<>();
            for (Map.Entry<String, Long> entry : begun.studyEntries().entrySet()) {
                for (StagedImages.Image image : images.of(entry.getKey())) {
                    arrived.add(accept(image, begun.transactionId(), entry.getValue()));
                    counts.merge(entry.getValue(), 1, Integer::sum);
                }
            }
            note(arrived);
            sync(arrived);
            orders.held(begun, counts, remark(uploaded.missing()));
            return begun.reference();
        } catch (IOException e) {
            throw new EJBException("Uploaded images cannot be put into the store.", e);
        }
    }

    /** With the studies as their images describe them. */
    private static NewTransfer asOnDisk(NewTransfer asked, Uploaded uploaded) {
        Map<String, StudyChoice> here = uploaded.studies().stream()
                .map(StudyFound::study)
                .collect(Collectors.toMap(StudyChoice::studyInstanceUid, study -> study));
        List<StudyChoice> studies = new ArrayList<>();
        for (StudyChoice choice : asked.studies()) {
            StudyChoice study = here.get(choice.studyInstanceUid().strip());
            if (study == null) {
                throw new InvalidInput(
                        "studies", "A study that is ticked is not here any more. Upload the disk or folder again.");
            }
            studies.add(study);
        }
        return asked.withStudies(studies);
    }

    private Arrived accept(StagedImages.Image image, long transactionId, long studyEntryId) throws IOException {
        // A file that is old and has no row yet would be set aside by a reconciliation.
        Files.setLastModifiedTime(image.path(), FileTime.from(clock.instant()));
        ObjectIdentity identity = image.identity();
        long size = Files.size(image.path());
        String file = store.accept(image.path(), transactionId, studyEntryId, identity.sopInstanceUid(), size);
        return identity.arrived(studyEntryId, file, size, ReceivedMark.crc32c(image.path()));
    }

    private void note(List<Arrived> arrived) {
        Instant now = clock.instant();
        try (Sql sql = Sql.open(dataSource)) {
            InstanceRows rows = new InstanceRows(sql);
            for (int from = 0; from < arrived.size(); from += ROWS_AT_ONCE) {
                rows.arrived(arrived.subList(from, Math.min(from + ROWS_AT_ONCE, arrived.size())), now);
            }
        }
    }

    private void sync(List<Arrived> arrived) throws IOException {
        List<ImageStore.Entry> entries = arrived.stream()
                .map(image -> new ImageStore.Entry(image.file(), image.size()))
                .toList();
        if (!store.sync(entries).isEmpty()) {
            throw new IOException("Images that have just been put into the store are not there.");
        }
    }

    private static String remark(int missing) {
        return switch (missing) {
            case 0 -> "";
            case 1 -> "1 image that the disk lists was not on it or could not be read.";
            default -> missing + " images that the disk lists were not on it or could not be read.";
        };
    }
}
