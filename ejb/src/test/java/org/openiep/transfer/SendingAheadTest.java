package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.queue.Job;
import org.openiep.queue.SampleRun;

/** Images that leave while others of their study still arrive. */
class SendingAheadTest extends TransferScene {
    @Test
    @DisplayName("I1: images leave as they arrive where the destination takes everything, and none leaves twice")
    void sendsAhead() throws Exception {
        List<String> images = north.hold(STUDY, 100);
        exchange.southAllowsAssociations(4);
        TransferOrder ahead = asItIsNow(true);
        List<Integer> deliveredMeanwhile = new ArrayList<>();
        north.afterEachImage = () -> {
            if (tally().held() == 60) {
                await().until(() -> !south.stored.isEmpty());
                deliveredMeanwhile.add(south.stored.size());
            }
        };
        SampleRun collection = new SampleRun(run(Step.COLLECT).job(), ahead);
        assertThat(collector.collect(collection)).isEqualTo(100);
        assertThat(deliveredMeanwhile).hasSize(1);
        int left = 100 - tally().delivered();
        assertThat(deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), ahead)))
                .isEqualTo(left);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("H1: nothing standard leaves ahead of its turn while a blue light moves")
    void keepsBackForBlueLight() throws Exception {
        north.hold(STUDY, 40);
        Job blueLight = new Job(99, 99, Step.COLLECT, Priority.BLUE_LIGHT, 1, 1, 1, 1, 0);
        pace.begin(blueLight, Set.of("2.25.911"));
        collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(true)));
        assertThat(south.stored).isEmpty();
    }

    @Test
    @DisplayName("Nothing leaves ahead of its turn while deliveries are paused")
    void keepsBackWhenPaused() throws Exception {
        north.hold(STUDY, 40);
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into hold (lane, mode, reason, held_by, since) values ('INBOUND', 'DRAIN', '', 'Dr A', now())
                    """);
        }
        collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(true)));
        assertThat(south.stored).isEmpty();
    }

    @Test
    @DisplayName(
            "D13: what is refused when it is sent ahead is told by the delivery, and not offered again before a retry")
    void refusedAhead() throws Exception {
        List<String> images = north.hold(STUDY, 100);
        String bad = images.get(3);
        south.answers.put(bad, new StoreOutcome(0xC000, "bad"));
        TransferOrder ahead = asItIsNow(true);
        north.afterEachImage = () -> {
            if (tally().held() == 60) {
                await().until(() -> tally().refused() == 1);
            }
        };
        collector.collect(new SampleRun(run(Step.COLLECT).job(), ahead));
        Diagnosis diagnosis =
                failure(() -> deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), ahead)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.BAD_OBJECT);
        assertThat(diagnosis.instances()).containsExactly(bad);
        assertThat(south.offered).containsOnlyOnce(bad).hasSize(100);
    }

    @Test
    @DisplayName("A destination that cannot be reached does not hold up the collection")
    void aheadInVain() throws Exception {
        north.hold(STUDY, 40);
        south.down = DicomFailure.Reason.UNREACHABLE;
        assertThat(collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(true))))
                .isEqualTo(40);
        assertThat(south.stored).isEmpty();
    }
}
