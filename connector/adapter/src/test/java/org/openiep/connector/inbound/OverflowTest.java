package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.TurnedAway;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.net.PresentationContext;

@DisplayName("An object that finds no room")
class OverflowTest {
    private static final Party PARTY = new Party("PACS", "OPENIEP", "127.0.0.1");
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    /** With room for one object. */
    private static Delivery small(Application application) {
        return new Delivery(application, 1, 1, Duration.ofMillis(1), List::of);
    }

    private Overflow running(Application application, Delivery delivery) {
        Overflow overflow = new Overflow(application, delivery, Duration.ZERO, Set.of("OPENIEP"), ROUND);
        executor.execute(overflow);
        return overflow;
    }

    private static StoreRequest request(int number, String mover) {
        return new StoreRequest(
                new PresentationContext(1, Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN),
                Uids.CT_IMAGE,
                "2.25.3." + number,
                mover.isEmpty() ? Optional.empty() : Optional.of(new MoveOriginator(mover, 1)));
    }

    private static List<String> told(Application application) {
        return application.turnedAway.stream()
                .flatMap(List::stream)
                .map(TurnedAway::sopInstanceUid)
                .toList();
    }

    @Test
    @DisplayName("is told about, with its study where others came before it, and whether we had asked for it")
    void told() {
        Application application = new Application();
        Delivery delivery = small(application);
        try (Overflow overflow = running(application, delivery)) {
            Overflow.Door door = overflow.new Door(PARTY, false);
            assertThat(door.reserve(request(1, ""), "")).isTrue();
            assertThat(door.reserve(request(2, ""), "2.25.1")).isFalse();
            assertThat(door.reserve(request(3, "OPENIEP"), "")).isFalse();
            assertThat(door.reserve(request(4, "WORKSTATION"), "")).isFalse();
            assertThat(overflow.new Door(PARTY, true).reserve(request(5, ""), ""))
                    .isFalse();
            await().until(() -> told(application).size() == 4);
        }
        assertThat(application.turnedAway.stream().flatMap(List::stream))
                .extracting(object -> object.sopInstanceUid() + " " + object.studyBefore() + " " + object.asked())
                .containsExactly("2.25.3.2 2.25.1 false", "2.25.3.3  true", "2.25.3.4  false", "2.25.3.5  true");
        assertThat(application.turnedAway.get(0).get(0).ago()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("is refused at once while the application hangs, and told about when it answers again")
    void hanging() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Application application = new Application() {
            @Override
            public void turnedAway(List<TurnedAway> objects, int mayWait) {
                hangs.countDown();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                super.turnedAway(objects, mayWait);
            }
        };
        try (Overflow overflow = running(application, small(application))) {
            Overflow.Door door = overflow.new Door(PARTY, false);
            assertThat(door.reserve(request(1, ""), "")).isTrue();
            assertThat(door.reserve(request(2, ""), "")).isFalse();
            hangs.await();
            long began = System.nanoTime();
            assertThat(door.reserve(request(3, ""), "")).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
            assertThat(told(application)).isEmpty();
            answers.countDown();
            await().until(() -> told(application).equals(List.of("2.25.3.2", "2.25.3.3")));
        }
    }

    @Test
    @DisplayName("is not forgotten when the application cannot be told, and told about once")
    void failing() {
        CountDownLatch failures = new CountDownLatch(2);
        Application application = new Application() {
            @Override
            public void turnedAway(List<TurnedAway> objects, int mayWait) {
                if (failures.getCount() > 0) {
                    failures.countDown();
                    throw new IllegalStateException("The database is away.");
                }
                super.turnedAway(objects, mayWait);
            }
        };
        Delivery delivery = small(application);
        try (Overflow overflow = running(application, delivery)) {
            Overflow.Door door = overflow.new Door(PARTY, false);
            assertThat(door.reserve(request(1, ""), "")).isTrue();
            assertThat(door.reserve(request(2, ""), "")).isFalse();
            await().atMost(Duration.ofSeconds(20)).until(() -> told(application).equals(List.of("2.25.3.2")));
            assertThat(failures.getCount()).isZero();

            // Still full: said again without the object.
            await().atMost(Duration.ofSeconds(20)).until(() -> application.turnedAway.size() > 1);
            assertThat(told(application)).containsExactly("2.25.3.2");
        }
    }

    @Test
    @DisplayName("and only such an object: with room nothing is told")
    void room() {
        Application application = new Application();
        Delivery delivery = small(application);
        try (Overflow overflow = running(application, delivery)) {
            Overflow.Door door = overflow.new Door(PARTY, false);
            assertThat(door.reserve(request(1, ""), "")).isTrue();
            delivery.giveUp();
            assertThat(door.reserve(request(2, ""), "")).isTrue();
            await().during(ROUND.multipliedBy(10)).until(application.turnedAway::isEmpty);
        }
    }
}
