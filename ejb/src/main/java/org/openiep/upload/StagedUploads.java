package org.openiep.upload;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openiep.imaging.ImageStore;

/** All uploads that wait: a folder for each person, and in it one for each upload. Nobody comes to another's. */
@ApplicationScoped
public class StagedUploads {
    private static final Logger LOG = Logger.getLogger(StagedUploads.class.getName());

    /** How long what nobody sends is kept. */
    private static final Duration KEPT = Duration.ofDays(1);

    @Inject
    ImageStore store;

    @Inject
    Clock clock;

    StagedFolder of(long person, UUID upload) {
        return new StagedFolder(root().resolve(Long.toString(person)).resolve(upload.toString()));
    }

    private Path root() {
        return store.beside("uploads");
    }

    /** Deletes what was uploaded a day ago and never sent. */
    public void sweep() {
        Instant before = clock.instant().minus(KEPT);
        for (Path person : foldersIn(root())) {
            for (Path upload : foldersIn(person)) {
                sweep(upload, before);
            }
        }
    }

    private static void sweep(Path upload, Instant before) {
        try {
            // A folder changes whenever a file comes to it.
            if (Files.getLastModifiedTime(upload).toInstant().isBefore(before)) {
                new StagedFolder(upload).delete();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "An upload that nobody sent cannot be deleted; it is tried again.", e);
        }
    }

    private static List<Path> foldersIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The uploads cannot be looked at.", e);
            return List.of();
        }
    }
}
