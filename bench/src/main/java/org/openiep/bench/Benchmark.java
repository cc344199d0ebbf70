package org.openiep.bench;

import java.io.IOException;

/** Something that can be measured with {@code iep bench NAME}. */
interface Benchmark {
    /** Measures. Everything that it starts has ended when it returns or throws. */
    Outcome run(Plan plan) throws IOException;
}
