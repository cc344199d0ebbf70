package org.openiep.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes {@code target/faults.md}: a row for each test with the tag {@code fault} that has run, of what was broken, what
 * must come of it, and whether it did. A test's name says the first two: {@code "H1: what is broken: what must come of
 * it"}. What it publishes as {@code measured} stands in the row too.
 */
public final class FaultTable implements TestExecutionListener {
    /** The tag of tests that break something. */
    public static final String TAG = "fault";

    /** The key under which a test publishes numbers for its row. */
    public static final String MEASURED = "measured";

    private static final Pattern NAME = Pattern.compile("([^:]+): (.+?): (.+)");
    private static final String HEAD = """
            | what was broken | what must come of it | requirement | seen | took |
            |---|---|---|---|---|
            """;

    private final Path file = Path.of("target", "faults.md");
    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Map<String, String> measured = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        began.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        String value = entry.getKeyValuePairs().get(MEASURED);
        if (value != null) {
            measured.put(test.getUniqueId(), value);
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() || !test.getTags().contains(TestTag.create(TAG))) {
            return;
        }
        Matcher name = NAME.matcher(test.getDisplayName());
        if (!name.matches()) {
            throw new IllegalStateException("No fault and outcome in the name: " + test.getDisplayName());
        }
        boolean well = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        String numbers = measured.getOrDefault(test.getUniqueId(), "");
        long seconds = MixedTraffic.secondsSince(began.getOrDefault(test.getUniqueId(), System.nanoTime()));
        String seen = (well ? "yes" : "**no**") + (numbers.isEmpty() ? "" : "; " + numbers);
        keep(
                name.group(2),
                "| %s | %s | %s | %s | %d s |".formatted(name.group(2), name.group(3), name.group(1), seen, seconds));
    }

    /** Rows of an earlier run stay until their tests run again. */
    private void keep(String fault, String row) {
        try {
            Map<String, String> rows = new TreeMap<>();
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .skip(HEAD.lines().count())
                        .forEach(line -> rows.put(line.split(" \\| ", 2)[0].substring(2), line));
            }
            rows.put(fault, row);
            Files.writeString(file, HEAD + rows.values().stream().collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException("The table of faults cannot be written", e);
        }
    }
}
