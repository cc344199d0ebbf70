package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.imaging.ImagesHeld;
import org.openiep.queue.Stopped;

/** Those who wait for images of a study. */
class NewImagesTest {
    private static final Duration FOR_LONG = Duration.ofMinutes(1);
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private final NewImages newImages = new NewImages();

    @Test
    @DisplayName(
            "I1: who waits for images of a study is woken when some of it are catalogued, before or while it waits")
    void woken() {
        try (NewImages.Watch watch = newImages.watch(List.of(1L, 2L))) {
            newImages.onHeld(new ImagesHeld(Set.of(2L)));
            assertThat(watch.await(FOR_LONG)).isTrue();
            CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> watch.await(FOR_LONG));
            newImages.onHeld(new ImagesHeld(Set.of(1L, 7L)));
            assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
        }
    }

    @Test
    @DisplayName("Images of other studies wake nobody, nor do those that came before the last look")
    void notWoken() {
        try (NewImages.Watch watch = newImages.watch(List.of(1L))) {
            newImages.onHeld(new ImagesHeld(Set.of(1L)));
            newImages.onHeld(new ImagesHeld(Set.of(1L)));
            assertThat(watch.await(FOR_LONG)).isTrue();
            newImages.onHeld(new ImagesHeld(Set.of(2L)));
            assertThat(watch.await(NO_TIME)).isFalse();
        }
    }

    @Test
    @DisplayName("Who no longer waits is not woken")
    void closed() {
        NewImages.Watch watch = newImages.watch(List.of(1L));
        watch.close();
        newImages.onHeld(new ImagesHeld(Set.of(1L)));
        assertThat(watch.await(NO_TIME)).isFalse();
    }

    @Test
    @DisplayName("A server that stops does not wait any longer")
    void stops() {
        Thread.currentThread().interrupt();
        try (NewImages.Watch watch = newImages.watch(List.of(1L))) {
            assertThatThrownBy(() -> watch.await(FOR_LONG)).isInstanceOf(Stopped.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
