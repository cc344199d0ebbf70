package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Path;

/** A DICOM node that we did not write. */
public interface Pacs extends AutoCloseable {
    String aeTitle();

    /** Where it listens, on 127.0.0.1; the same after a restart. */
    int port();

    void start() throws IOException;

    /** Ends the process at once, as a power cut would. */
    void kill();

    /**
     * Everything it holds, as Part 10 files in a new folder below {@code into}.
     *
     * @return the folder
     */
    Path exportTo(Path into) throws IOException;

    @Override
    void close();
}
