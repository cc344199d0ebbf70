package org.openiep.imaging;

import java.util.Set;

/**
 * Images have been catalogued on this server; observe it after success. It only saves time: the rows say the same, and of
 * what came to other servers too.
 *
 * @param studyEntries whose images they are
 */
public record ImagesHeld(Set<Long> studyEntries) {
    /** Of these studies. */
    public ImagesHeld {
        studyEntries = Set.copyOf(studyEntries);
    }
}
