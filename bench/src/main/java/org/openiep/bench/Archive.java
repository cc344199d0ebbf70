package org.openiep.bench;

import java.io.IOException;

/** A receiver that can be asked how much it holds. */
interface Archive extends Receiver {
    /** Objects that it holds. */
    int instances() throws IOException;

    /** Forgets them all. */
    void clear() throws IOException;
}
