package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.data.DicomFormatException;

@DisplayName("A decoder that may never come back")
class BoundedCallsTest {
    private static final Duration SHORT = Duration.ofMillis(60);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BoundedCalls two = new BoundedCalls("Decoding", 2, 2, Duration.ZERO);

    /** Ends what never does by itself. */
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void end() {
        end.countDown();
    }

    /** Uses a processor, and asks for nothing. */
    private String endless() {
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "at last";
    }

    private String blocks() throws IOException {
        try {
            end.await();
            return "at last";
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    @DisplayName("gives its result, or its own reason")
    void comesBack() throws IOException {
        assertThat(two.<String>call(LONG, () -> "pixels")).isEqualTo("pixels");
        assertThatThrownBy(() -> two.call(LONG, () -> {
                    throw new FileNotFoundException("its own");
                }))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("its own");
        assertThatThrownBy(() -> two.call(LONG, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage("Decoding failed");
    }

    @Test
    @DisplayName("is given up when its time is over; when two go on for ever, no other is begun until one has ended")
    void never() throws IOException {
        for (int i = 1; i <= 2; i++) {
            assertThat(two.<String>call(LONG, () -> "another")).isEqualTo("another");
            assertThatThrownBy(() -> two.call(SHORT, this::endless))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("given up")
                    .hasMessageContaining("60 ms");
            assertThat(two.stuck()).isEqualTo(i);
        }
        assertThatThrownBy(() -> two.call(LONG, () -> "another"))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("Restart the server");

        end.countDown();

        await().until(() -> two.stuck() == 0);
        assertThat(two.<String>call(LONG, () -> "another")).isEqualTo("another");
    }

    @Test
    @DisplayName("is given up too when it waits for something without using a processor")
    void waits() {
        assertThatThrownBy(() -> two.call(Duration.ofMillis(10), this::blocks))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("given up");
        assertThat(two.stuck()).isEqualTo(1);
    }

    @Test
    @DisplayName("ends where it asks whether its time is over; meanwhile others wait and are not refused")
    void asks() throws IOException {
        BoundedCalls one = new BoundedCalls("Decoding", 1, 1, LONG);
        CountDownLatch given = new CountDownLatch(1);
        assertThatThrownBy(() -> one.call(SHORT, () -> {
                    while (true) {
                        if (given.getCount() == 0) {
                            Deadline.check();
                        }
                        Thread.onSpinWait();
                    }
                }))
                .hasMessageContaining("given up");
        assertThat(one.stuck()).isEqualTo(1);

        CompletableFuture<String> next = calling(one, () -> "next");
        assertThatThrownBy(() -> next.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        given.countDown();

        assertThat(next).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("next");
        assertThat(one.stuck()).isZero();
    }

    @Test
    @DisplayName("does not keep the program from ending")
    void daemon() throws IOException {
        assertThat(two.<Boolean>call(LONG, () -> Thread.currentThread().isDaemon()))
                .isTrue();
    }

    @Test
    @DisplayName("has no more threads than there are places")
    void places() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        BoundedCalls.Call<String> first = () -> {
            both.countDown();
            return blocks();
        };
        CompletableFuture<String> one = calling(two, first);
        CompletableFuture<String> other = calling(two, first);
        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<String> third = calling(two, () -> "third");
        assertThatThrownBy(() -> third.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        end.countDown();

        assertThat(third).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("third");
        assertThat(one).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("at last");
        assertThat(other).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("at last");
    }

    @Test
    @DisplayName("is told to end when who waits for it is interrupted")
    void interrupted() {
        CountDownLatch told = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> two.call(LONG, () -> {
                    try {
                        while (true) {
                            Deadline.check();
                            Thread.onSpinWait();
                        }
                    } finally {
                        told.countDown();
                    }
                }))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        await().until(() -> told.getCount() == 0 && two.stuck() == 0);
    }

    private static CompletableFuture<String> calling(BoundedCalls calls, BoundedCalls.Call<String> call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return calls.call(LONG, call);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task).start());
    }
}
