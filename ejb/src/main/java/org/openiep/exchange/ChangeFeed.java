package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/**
 * Passes committed changes on to whoever shows them. CDI delivers an event only to observers in archives that the
 * sender can see, and this archive cannot see the web one: so the pages subscribe.
 */
@ApplicationScoped
public class ChangeFeed {

    /** Ends when closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private final Set<Consumer<TransactionChanged>> subscribers = new CopyOnWriteArraySet<>();

    /**
     * Calls the subscriber after each change was committed, in the thread that made it: it must be quick and must not
     * throw.
     *
     * @return ends the subscription when closed
     */
    public Subscription subscribe(Consumer<TransactionChanged> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) TransactionChanged change) {
        subscribers.forEach(subscriber -> subscriber.accept(change));
    }
}
