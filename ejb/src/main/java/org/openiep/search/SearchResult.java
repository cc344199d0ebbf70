package org.openiep.search;

import java.time.Duration;
import java.util.List;

/** What came of a search: an answer, or why there is none. "No match" is an answer with no studies. */
public sealed interface SearchResult {
    /**
     * The PACS answered.
     *
     * @param more the PACS had more than we read; narrow the search
     */
    record Answer(List<StudyFound> studies, Duration took, boolean more) implements SearchResult {}

    /**
     * The node could not be asked.
     *
     * @param meaning what happened, in plain words
     * @param advice what to do next
     */
    record NodeProblem(String meaning, String advice, String technical) implements SearchResult {}

    /** The person asked us to stop. */
    record Cancelled() implements SearchResult {}
}
