package org.openiep.outage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.imaging.ImageStore;

/** Can the exchange keep what it is given? Found out by writing, since permissions and free space do not say it all. */
@ApplicationScoped
public class StoreHealth {
    /** What is left to those images that are on their way already; bytes. */
    private static final long LEAST_SPACE = 256L << 20;

    /** There may be space and yet none for us: a quota, or no room for more names. */
    private static final Pattern NO_SPACE = Pattern.compile("No space left on device|Disk quota exceeded");

    @Inject
    ImageStore store;

    /** What is wrong; empty when nothing is. */
    public Optional<Diagnosis> problem() {
        try {
            long left = store.spaceLeft();
            if (left < LEAST_SPACE) {
                return Optional.of(OwnDiagnoses.ownSpace((left >> 20) + " MiB left of the store's file system"));
            }
            store.tryWriting();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(diagnosis(e));
        }
    }

    /** What an image could not be written for: what is wrong now, or else what the file system said then. */
    public Diagnosis problem(IOException cause) {
        return problem().orElseGet(() -> diagnosis(cause));
    }

    private static Diagnosis diagnosis(IOException e) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        return NO_SPACE.matcher(message).find() ? OwnDiagnoses.ownSpace(words(e)) : OwnDiagnoses.ownStore(words(e));
    }

    /** Without the path, which is nobody's business who reads a diagnosis. */
    public static String words(IOException e) {
        String reason = e instanceof FileSystemException problem ? problem.getReason() : null;
        return e.getClass().getSimpleName() + (reason == null ? "" : ": " + reason);
    }
}
