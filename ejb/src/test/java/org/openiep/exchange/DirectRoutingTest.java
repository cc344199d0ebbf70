package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.DirectRouting.Arrival;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;
import org.openiep.people.Role;

/** What a route makes of a study, with real rows. */
class DirectRoutingTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Desk desk = new Desk();
    private final int number = NUMBER.incrementAndGet();
    private final String uid = "2.25.77" + number;
    private long north;
    private long south;
    private long scanner;
    private long pacs;
    private long sender;
    private long receiver;

    @BeforeEach
    void hospitals() {
        north = desk.institution("Route North " + number, false);
        south = desk.institution("Route South " + number, false);
        scanner = desk.node(north, "RSCAN" + number, true);
        pacs = desk.node(south, "RPACS" + number, false);
        sender = desk.person(north, "Pat" + number, Role.PACS_TEAM);
        receiver = desk.person(south, "Sam" + number, Role.PACS_TEAM);
    }

    private Place begin() {
        return begin(Priority.NORMAL);
    }

    private Place begin(Priority priority) {
        Place[] place = new Place[1];
        desk.job(services -> place[0] = services.routing()
                .begin(new Arrival(
                        1,
                        scanner,
                        pacs,
                        "OPENIEP",
                        priority,
                        new PatientDetails(
                                "T-1",
                                "Routed",
                                "Rita",
                                LocalDate.of(1960, 1, 2),
                                Gender.FEMALE,
                                "",
                                "Direct Routing",
                                "",
                                "",
                                "",
                                "",
                                ""),
                        new StudyChoice(uid, "CT", "CT head", null, "A1", 0))));
        return place[0];
    }

    private boolean settle(Place place, boolean undelivered) {
        boolean[] settled = new boolean[1];
        desk.job(services -> settled[0] = services.routing().settle(place.transactionId(), undelivered));
        return settled[0];
    }

    private TransactionRow row(long user) {
        return desk.as(
                        user,
                        services -> services.list()
                                .page(new ListQuery(
                                        Tab.ALL,
                                        "Routed",
                                        TransactionType.DIRECT_ROUTING,
                                        null,
                                        null,
                                        null,
                                        null,
                                        "",
                                        10)))
                .rows()
                .get(0);
    }

    @Test
    @DisplayName("I11, G15: both institutions see it in their lists as Direct Routing, and it is delivered by itself")
    void seen() {
        Place place = begin();
        assertThat(row(sender).direction()).isEqualTo(Direction.OUT);
        assertThat(row(receiver).direction()).isEqualTo(Direction.IN);
        assertThat(row(receiver).status()).isEqualTo(Status.UPLOADING);
        desk.job(services -> services.progress()
                .recordCounts(place.transactionId(), Map.of(place.studyEntryId(), new Counts(3, 3, 0, 0)), null));
        assertThat(row(receiver).held()).isEqualTo(3);

        desk.moved.clear();
        assertThat(settle(place, true)).isTrue();
        assertThat(desk.moved)
                .extracting(TransactionMoved::to)
                .containsExactly(Status.ON_IEP, Status.DOWNLOAD_REQUESTED);
        assertThat(desk.audited).anyMatch(entry -> entry.contains("by route 1"));
        TransactionDetails details = desk.as(
                sender, services -> services.transactions().details(row(sender).reference()));
        assertThat(details.createdBy()).isEqualTo("Direct Routing");
        assertThat(details.patient().lastName()).isEqualTo("Routed");
    }

    @Test
    @DisplayName("H2: the four hours of a blue-light route begin with its first image")
    void blueLight() {
        begin(Priority.BLUE_LIGHT);
        assertThat(row(receiver).blueLightDue()).isEqualTo(desk.clock.instant().plus(Duration.ofHours(4)));
    }

    @Test
    @DisplayName("I11: while images move, late ones wait; once delivered, they follow in the same transaction")
    void late() {
        Place place = begin();
        settle(place, true);
        assertThat(settle(place, true)).isFalse();
        desk.job(services -> services.progress().started(place.transactionId(), Step.DELIVER));
        assertThat(settle(place, true)).isFalse();
        assertThat(settle(place, false)).isTrue();
        desk.job(services -> services.progress().delivered(place.transactionId()));
        assertThat(settle(place, false)).isTrue();
        assertThat(row(receiver).status()).isEqualTo(Status.DELIVERED);

        assertThat(settle(place, true)).isTrue();
        assertThat(row(receiver).status()).isEqualTo(Status.DOWNLOAD_REQUESTED);
    }

    @Test
    @DisplayName("I11: late images of a failed delivery wait for its retry, and those of a purged study do not move")
    void ended() {
        Place place = begin();
        settle(place, true);
        desk.job(services -> services.progress().failed(place.transactionId(), Step.DELIVER, "Refused", "It", ""));
        assertThat(settle(place, true)).isTrue();
        assertThat(row(receiver).status()).isEqualTo(Status.FAILED);
        desk.doAs(
                receiver,
                services -> services.transactions().retry(row(receiver).reference()));
        assertThat(settle(place, true)).isFalse();
    }
}
