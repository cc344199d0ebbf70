package org.openiep.bench;

import java.io.IOException;
import java.util.List;

/** Something that takes objects, in a process of its own. */
interface Receiver extends AutoCloseable {
    /** What tables call it. */
    String name();

    /** Where to send to. */
    Target target();

    /** Its processes, without their descendants; for the CPU time. */
    List<Long> pids();

    /**
     * Takes a study over so many associations, and answers how long that took.
     *
     * @throws IOException when not every object was taken and kept
     */
    default Measurement take(Study study, int associations) throws IOException {
        double cpu = ProcessTime.seconds(pids());
        double seconds = new Push(target(), associations)
                .send(study, java.util.Optional.empty())
                .seconds();
        return Measurement.of(name(), study, associations, seconds, ProcessTime.seconds(pids()) - cpu);
    }

    @Override
    void close() throws IOException;
}
