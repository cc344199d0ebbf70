package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.openiep.acceptance.peer.Tool;

/**
 * A modality that pushes as modalities do, by DCMTK's {@code storescu}: what it was told success for it forgets, and the
 * rest it sends again until that is taken too. So an image that the exchange confirmed and lost stays lost.
 */
final class Modality implements AutoCloseable {
    private static final String SUCCESS = "Received Store Response (Success)";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String aeTitle;
    private final int port;
    private final Path folder;
    private final ExecutorService queue = Executors.newSingleThreadExecutor();
    private final List<CompletableFuture<Void>> pushes = new ArrayList<>();

    /**
     * @param aeTitle its own
     * @param port of the exchange, or of a link to it, on 127.0.0.1
     */
    Modality(String aeTitle, int port, Path folder) {
        this.aeTitle = aeTitle;
        this.port = port;
        this.folder = folder;
    }

    String aeTitle() {
        return aeTitle;
    }

    /** Begins to send, after what it sends already. */
    void push(List<Path> files) {
        pushes.add(CompletableFuture.runAsync(() -> sendAll(files), queue));
    }

    private void sendAll(List<Path> files) {
        List<Path> left = files;
        while (!left.isEmpty() && !queue.isShutdown()) {
            left = left.subList(confirmed(sendOnce(left)), left.size());
            if (!left.isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** One association with all of these; answers what {@code storescu} printed. It ends at the first refusal. */
    String sendOnce(List<Path> files) {
        List<String> command = new ArrayList<>(List.of(
                "storescu", "-v", "-aet", aeTitle, "-aec", World.AE_TITLE, "127.0.0.1", Integer.toString(port)));
        files.forEach(file -> command.add(file.toString()));
        try {
            return Tool.attempt(folder, command.toArray(String[]::new)).printed();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** To how many images success was answered. */
    static int confirmed(String printed) {
        return (int) printed.lines().filter(line -> line.contains(SUCCESS)).count();
    }

    /** Waits until all is sent. */
    void await(Duration longest) {
        for (CompletableFuture<Void> push : pushes) {
            try {
                push.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                assertThat(e).as("the modality could not send").isNull();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        queue.shutdownNow();
    }
}
