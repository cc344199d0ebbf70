package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openiep.demo.Checkout;

/** Folders for what is written while something is measured, below {@code bench/target}. */
final class BenchFolder {
    private BenchFolder() {}

    /** A new one. */
    static Path make(String name) throws IOException {
        return Files.createTempDirectory(partOfDisk(Checkout.here().root().resolve("bench/target")), name);
    }

    /** Gigabytes in tens of thousands of files, which go after this program has ended: nobody has to wait for that. */
    static void remove(Path folder) throws IOException {
        new ProcessBuilder("nice", "rm", "-rf", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * A folder of which ext4 puts each one below into another part of the disk ({@code chattr +T}). For minutes it looks
     * past whatever was deleted each time it makes a file in the same part, so that what a bench has removed would slow
     * down the one after it. Other file systems do without.
     */
    private static Path partOfDisk(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            new ProcessBuilder("chattr", "+T", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            Plan.say("Without chattr, a bench may be slower after another: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return folder;
    }
}
