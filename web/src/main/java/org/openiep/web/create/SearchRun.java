package org.openiep.web.create;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openiep.problem.InvalidInput;
import org.openiep.search.PacsSearch;
import org.openiep.search.SearchResult;
import org.openiep.search.StudySearch;

/** A search in a PACS that is under way: the page asks how it stands and can call it off. */
final class SearchRun {

    private final Instant began;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CompletableFuture<SearchResult> result;

    SearchRun(PacsSearch pacs, StudySearch sought, Executor executor, Instant began) {
        this.began = began;
        this.result = CompletableFuture.supplyAsync(() -> pacs.search(sought, cancelled::get), executor);
    }

    void cancel() {
        cancelled.set(true);
    }

    boolean isDone() {
        return cancelled.get() || result.isDone();
    }

    Duration took(Instant now) {
        return Duration.between(began, now);
    }

    /**
     * What came of it; call it when it is done.
     *
     * @throws InvalidInput when the search itself was not allowed
     */
    SearchResult result() {
        if (cancelled.get()) {
            return new SearchResult.Cancelled();
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidInput invalid) {
                throw invalid;
            }
            throw e;
        }
    }
}
