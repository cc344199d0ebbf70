package org.openiep.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What people are told of the exchange's store: on the Lanes page, and by mail. */
final class StoreTold {
    private final World world;
    private Duration ahead = Duration.ZERO;

    StoreTold(World world) {
        this.world = world;
    }

    /** The present trouble with the store, or the last, as the Lanes page has it for that hospital. */
    JsonNode trouble(Hospital seer) throws IOException {
        return seer.pacsTeam().api().get("/api/v1/lanes").body().path("storeTrouble");
    }

    /** Subjects of what somebody was sent, oldest first. */
    List<String> mails(String recipient) {
        return world.exchange().mail().mails().stream()
                .filter(mail -> mail.to().contains(recipient))
                .map(mail -> mail.subject())
                .toList();
    }

    /** How often those who keep the exchange were told that. */
    long timesTold(String cause) {
        return mails(world.exchange().administrator()).stream()
                .filter(cause::equals)
                .count();
    }

    /** A spell is over when the store has been well for a minute of the exchange's clock. */
    void awaitOver(Hospital seer) throws IOException {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !trouble(seer).isObject()
                        || !trouble(seer).path("wellSince").isNull());
        ahead = ahead.plusMinutes(2);
        world.moveClock(ahead);
        await().until(() ->
                !trouble(seer).isObject() || !trouble(seer).path("ended").isNull());
    }
}
