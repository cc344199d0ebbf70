package org.openiep.nodetest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What each step of a test came to, and how long it took. */
final class TestSteps {
    private final List<NodeTestResult.Step> steps = new ArrayList<>();
    private long began = System.nanoTime();

    void add(boolean well, String text) {
        long now = System.nanoTime();
        steps.add(new NodeTestResult.Step(well, text, Duration.ofNanos(now - began)));
        began = now;
    }

    NodeTestResult end(boolean well, String summary) {
        return new NodeTestResult(well, summary, steps);
    }
}
