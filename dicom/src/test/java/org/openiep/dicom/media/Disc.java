package org.openiep.dicom.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openiep.dicom.dcmtk.Dcmtk;

/** What xorriso, which is not ours, makes of a disc (Debian: xorriso). */
final class Disc {
    private Disc() {}

    /** Writes the image, has it checked and unpacked, and answers the folder with what was on it. */
    static Path unpack(DiscImage image, Path folder) throws IOException {
        Path iso = folder.resolve("disc.iso");
        try (OutputStream out = Files.newOutputStream(iso)) {
            image.writeTo(out);
        }
        Path unpacked = folder.resolve("unpacked");
        String said = Dcmtk.run(
                "xorriso",
                "-abort_on",
                "WARNING",
                "-osirrox",
                "on",
                "-indev",
                iso.toString(),
                "-extract",
                "/",
                unpacked.toString());
        if (said.contains("WARNING") || said.contains("FAILURE")) {
            throw new AssertionError(said);
        }
        // Folders come out as a disc has them, read-only; the test's own folder is to be removed again.
        Dcmtk.run("chmod", "-R", "u+w", unpacked.toString());
        return unpacked;
    }
}
