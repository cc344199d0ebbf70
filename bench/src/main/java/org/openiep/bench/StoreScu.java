package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** DCMTK's {@code storescu}, which reads files from a folder and sends them over one association. */
final class StoreScu {
    private StoreScu() {}

    /**
     * Sends every file of a folder; the time is that of the whole process, its start included.
     *
     * @param withoutNagle is TCP_NODELAY=1 in its environment, or is it as packaged?
     * @throws IOException when not every file was taken
     */
    static double send(Path folder, Target target, boolean withoutNagle, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "storescu",
                        "-aec",
                        target.calledAeTitle(),
                        "-aet",
                        target.callingAeTitle(),
                        "--scan-directories",
                        "--no-halt",
                        target.host(),
                        Integer.toString(target.port()),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("TCP_NODELAY");
        if (withoutNagle) {
            builder.environment().put("TCP_NODELAY", "1");
        }
        long began = System.nanoTime();
        try {
            int end = builder.start().waitFor();
            double seconds = (System.nanoTime() - began) / 1e9;
            String said = Files.readString(log);
            if (end != 0 || said.contains("E:")) {
                throw new IOException("storescu ended with " + end + ": " + said);
            }
            return seconds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        }
    }
}
