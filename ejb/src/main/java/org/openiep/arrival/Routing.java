package org.openiep.arrival;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.openiep.arrival.RoutedRows.Routed;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.database.Sql;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.file.Part10File;
import org.openiep.exchange.Counts;
import org.openiep.exchange.DirectRouting;
import org.openiep.exchange.DirectRouting.Arrival;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Tally;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.Workers;
import org.openiep.routing.Route;
import org.openiep.routing.RouteFinder;

/** What becomes of studies that nodes push to us, by the routes (I11). */
@Stateless
@PermitAll
public class Routing {
    /** Who and what the study is; what is wrong further on in the object is no reason not to route it. */
    private static final ReadOptions BEFORE_SERIES = ReadOptions.HEADER.stopBefore(Tag.SERIES_INSTANCE_UID);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    RouteFinder routes;

    @Inject
    DirectRouting transactions;

    @Inject
    Progress progress;

    @Inject
    Workers workers;

    @Inject
    Policies policies;

    @Inject
    Clock clock;

    @Inject
    Event<RoutedImages> images;

    /** Have images of this study come, and has its end not been found yet? */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean isArriving(SentStudy study) {
        return with(rows -> Optional.ofNullable(rows.find(List.of(study)).get(study))
                .map(Routed::arriving)
                .orElse(false));
    }

    /**
     * Takes the study on if a route takes it, and writes that down before its sender is told of success. A study that
     * came before goes on in the same transaction, as long as its images are kept.
     *
     * @return false when no route takes it
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean promise(long callingNode, SentStudy study, DataSet header) {
        Optional<Route> route = routes.find(
                callingNode,
                study.calledAeTitle(),
                header.string(Tag.MODALITY).orElse(""),
                header.string(Tag.STUDY_DESCRIPTION).orElse(""));
        if (route.isEmpty()) {
            return false;
        }
        return with(rows -> {
            Routed before = rows.find(List.of(study)).get(study);
            if (before != null
                    && before.destinationNode() == route.get().destinationNode().id()) {
                rows.again(before.id());
            } else {
                rows.takeOn(route.get(), study);
            }
            return true;
        });
    }

    /** Nobody waits for it and no route takes it: kept for the console. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void refused(long callingNode, SentStudy study, DataSet header) {
        String modality = header.string(Tag.MODALITY).orElse("").strip();
        with(rows -> {
            rows.refused(
                    callingNode,
                    study.calledAeTitle(),
                    modality.substring(0, Math.min(16, modality.length())),
                    clock.instant());
            return true;
        });
    }

    /** Studies that were taken on and whose images may still join. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Map<SentStudy, Routed> find(Collection<SentStudy> studies) {
        return with(rows -> rows.find(studies));
    }

    /** Where the images of a routed study belong; its transaction begins with this object if it has none. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Place place(Routed routed, ReceivedObject first) {
        if (routed.place() != null) {
            return routed.place();
        }
        return with(rows -> rows.lock(routed.id()).orElseGet(() -> {
            RoutedHeader header = new RoutedHeader(header(first));
            Place place = transactions.begin(new Arrival(
                    routed.routeId(),
                    routed.callingNode(),
                    routed.destinationNode(),
                    first.from().calledAeTitle(),
                    Priority.valueOf(routed.priority()),
                    header.patient(),
                    header.study()));
            rows.begin(routed.id(), place);
            return place;
        }));
    }

    private static DataSet header(ReceivedObject object) {
        try {
            return Part10File.open(object.file()).read(BEFORE_SERIES);
        } catch (IOException e) {
            throw new EJBException("The header of instance " + object.sopInstanceUid() + " could not be read.", e);
        }
    }

    /** Images of these studies were recorded: their transactions show it, and their ends have to be found anew. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void recorded(Map<Long, Place> placesByRoutedId) {
        try (Sql sql = Sql.open(dataSource)) {
            RoutedRows rows = new RoutedRows(sql);
            // In ascending order, so that two servers that record images of the same studies cannot wait for each
            // other.
            placesByRoutedId.keySet().stream().sorted().forEach(rows::again);
            tell(sql, placesByRoutedId.values());
        }
        placesByRoutedId.forEach((id, place) -> images.fire(new RoutedImages(id, place)));
    }

    /** The transaction of a study shows how many of its images are held and delivered now. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void tell(Place place) {
        try (Sql sql = Sql.open(dataSource)) {
            tell(sql, List.of(place));
        }
    }

    private void tell(Sql sql, Collection<Place> places) {
        List<Long> entries = places.stream().map(Place::studyEntryId).toList();
        new RoutedRows(sql).lockCounts(entries);
        Map<Long, Tally> tallies = new InstanceRows(sql).tallies(entries);
        for (Place place : places) {
            Tally tally = tallies.getOrDefault(place.studyEntryId(), Tally.NONE);
            Counts counts = new Counts(tally.held(), tally.held(), tally.delivered(), tally.refused());
            progress.recordCounts(place.transactionId(), Map.of(place.studyEntryId(), counts), null);
        }
    }

    /** Is this server to send on what arrives of a study? For as long as it says so again within a lease. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public boolean sends(long routedId) {
        return with(rows -> rows.sends(routedId, workers.name(), policies.time(Policy.LEASE)));
    }

    /** It sends no more of it. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void sendsNoLonger(long routedId) {
        with(rows -> {
            rows.sendsNoLonger(routedId, workers.name());
            return true;
        });
    }

    /** What earlier lives of this server were sending is not held up by them. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void earlierLivesSendNoLonger() {
        with(rows -> {
            rows.earlierLivesSendNoLonger(workers.server(), workers.name());
            return true;
        });
    }

    /** See {@link RoutedRows#stillOpen}. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void stillOpen(Collection<SentStudy> studies) {
        with(rows -> {
            rows.stillOpen(studies);
            return true;
        });
    }

    /** See {@link RoutedRows#quietFor}. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Long> quietFor(Duration time) {
        return with(rows -> rows.quietFor(time));
    }

    /** Nothing more has come of the study: what is not delivered yet goes on. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void settle(long routedId) {
        with(rows -> {
            Optional<Place> place = rows.lock(routedId);
            if (rows.isBeingSent(routedId)) {
                return false;
            }
            boolean settled = place.isEmpty()
                    || transactions.settle(
                            place.get().transactionId(),
                            rows.undelivered(place.get().studyEntryId()));
            if (settled) {
                rows.ended(routedId);
            }
            return settled;
        });
    }

    private interface Work<T> {
        T with(RoutedRows rows);
    }

    private <T> T with(Work<T> work) {
        try (Sql sql = Sql.open(dataSource)) {
            return work.with(new RoutedRows(sql));
        }
    }
}
