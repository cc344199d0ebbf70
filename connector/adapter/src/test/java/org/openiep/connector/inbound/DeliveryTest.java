package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;

@DisplayName("Delivery to the application")
class DeliveryTest {
    private static final Party PARTY = new Party("PACS", "OPENIEP", "127.0.0.1");

    @TempDir
    Path folder;

    private Arrived object(AssociationFolder from, int number) {
        return new Arrived(
                new ReceivedObject(
                        PARTY,
                        folder.resolve(number + ".dcm"),
                        "1.2",
                        "1.2." + number,
                        "1.2",
                        "1.2",
                        "",
                        "",
                        "",
                        1,
                        1,
                        OptionalInt.empty()),
                from.use(),
                false);
    }

    private static void run(Delivery delivery) {
        Thread thread = new Thread(delivery);
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    @DisplayName("No batch is larger than allowed, and none waits long for company")
    void batches() throws Exception {
        Application application = new Application();
        AssociationFolder from = AssociationFolder.create(folder.resolve("a"), PARTY);
        try (Delivery delivery = new Delivery(application, 100, 8, Duration.ofMillis(20), List::of)) {
            for (int number = 0; number < 20; number++) {
                assertThat(delivery.reserve(Duration.ZERO)).isTrue();
                delivery.add(object(from, number));
            }
            run(delivery);
            await().until(() -> application.objects().size() == 20);
            assertThat(application.batches).extracting(List::size).containsExactly(8, 8, 4);
            await().until(() -> delivery.waiting() == 0);
        }
    }

    @Test
    @DisplayName("With a full backlog there is no room until the application takes something")
    void backlog() throws Exception {
        CountDownLatch databaseIsBack = new CountDownLatch(1);
        Application application = new Application() {
            @Override
            public void received(List<ReceivedObject> batch) {
                awaitQuietly(databaseIsBack);
                super.received(batch);
            }
        };
        AssociationFolder from = AssociationFolder.create(folder.resolve("a"), PARTY);
        try (Delivery delivery = new Delivery(application, 2, 2, Duration.ofMillis(1), List::of)) {
            run(delivery);
            for (int number = 0; number < 2; number++) {
                assertThat(delivery.reserve(Duration.ZERO)).isTrue();
                delivery.add(object(from, number));
            }
            assertThat(delivery.reserve(Duration.ZERO)).isFalse();
            databaseIsBack.countDown();
            assertThat(delivery.reserve(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    @DisplayName("An error of the application does not end delivery: what it cost is offered again")
    void error() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        Application application = new Application() {
            @Override
            public void received(List<ReceivedObject> batch) {
                if (failed.compareAndSet(false, true)) {
                    throw new StackOverflowError();
                }
                super.received(batch);
            }
        };
        AssociationFolder from = AssociationFolder.create(folder.resolve("a"), PARTY);
        try (Delivery delivery = new Delivery(application, 2, 2, Duration.ofMillis(1), List::of)) {
            run(delivery);
            assertThat(delivery.reserve(Duration.ZERO)).isTrue();
            delivery.add(object(from, 1));

            await().until(() -> application.objects().size() == 1);
            await().until(() -> delivery.waiting() == 0);
        }
        assertThat(failed).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("One object that the application never takes does not hold up the others")
    void poison() throws Exception {
        Application application = new Application() {
            @Override
            public void received(List<ReceivedObject> batch) {
                if (batch.stream().anyMatch(o -> o.sopInstanceUid().equals("1.2.3"))) {
                    throw new IllegalArgumentException("not this one");
                }
                super.received(batch);
            }
        };
        AssociationFolder from = AssociationFolder.create(folder.resolve("a"), PARTY);
        try (Delivery delivery = new Delivery(application, 100, 8, Duration.ofMillis(1), List::of)) {
            for (int number = 0; number < 6; number++) {
                delivery.reserve(Duration.ZERO);
                delivery.add(object(from, number));
            }
            run(delivery);
            await().until(() -> application.objects().size() == 5);
            assertThat(application.objects())
                    .extracting(ReceivedObject::sopInstanceUid)
                    .doesNotContain("1.2.3")
                    .doesNotHaveDuplicates();
            assertThat(delivery.waiting()).isEqualTo(1);
        }
    }
}
