package org.openiep.nodetest;

import java.time.Duration;
import java.util.List;

/**
 * What a Test of a node found, in words.
 *
 * @param well every step went well
 * @param summary one sentence
 */
public record NodeTestResult(boolean well, String summary, List<Step> steps) {
    /** One thing that was tried. */
    public record Step(boolean well, String text, Duration took) {}
}
