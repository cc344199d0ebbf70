package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Forcing a large object to disk while it comes")
class EarlyForceTest {
    private static final int PIECE = EarlyForce.EVERY / 4;

    private final AtomicInteger forced = new AtomicInteger();
    private final List<Runnable> waiting = new ArrayList<>();

    private static void write(EarlyForce early, int pieces) {
        for (int i = 0; i < pieces; i++) {
            early.written(PIECE);
        }
    }

    @Test
    @DisplayName("A small object is left alone; of a large one each 16 MiB are forced")
    void pieces() throws Exception {
        EarlyForce early = new EarlyForce(forced::incrementAndGet, Runnable::run);
        write(early, 3);
        assertThat(forced).hasValue(0);
        write(early, 1);
        assertThat(forced).hasValue(1);
        write(early, 8);
        assertThat(forced).hasValue(3);
        early.end();
    }

    @Test
    @DisplayName("While the disk is at work no second force waits behind the first")
    void oneAtATime() throws Exception {
        EarlyForce early = new EarlyForce(forced::incrementAndGet, waiting::add);
        write(early, 40);
        assertThat(waiting).hasSize(1);
        waiting.remove(0).run();
        write(early, 1);
        assertThat(waiting).hasSize(1);
    }

    @Test
    @DisplayName("What could not be written is told at the end, and not lost with the early force that met it")
    void failure() {
        IOException full = new IOException("No space left on device");
        EarlyForce early = new EarlyForce(
                () -> {
                    throw full;
                },
                Runnable::run);
        write(early, 4);
        assertThatThrownBy(early::end).isSameAs(full);
    }

    @Test
    @DisplayName("A force that found no thread in time does not touch the file once it is over")
    void late() throws Exception {
        EarlyForce early = new EarlyForce(forced::incrementAndGet, waiting::add);
        write(early, 4);
        early.end();
        waiting.forEach(Runnable::run);
        assertThat(forced).hasValue(0);
    }

    @Test
    @DisplayName("Where there is no thread to give, all is forced at the end as ever")
    void noThread() throws Exception {
        EarlyForce early = new EarlyForce(forced::incrementAndGet, task -> {
            throw new RejectedExecutionException("busy");
        });
        write(early, 8);
        early.end();
        assertThat(forced).hasValue(0);
    }
}
