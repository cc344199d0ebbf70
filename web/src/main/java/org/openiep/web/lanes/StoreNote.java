package org.openiep.web.lanes;

import java.util.List;
import org.openiep.outage.StoreTrouble;
import org.openiep.outage.StoreTrouble.Sender;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * What the Lanes page says of the exchange's own store and database while they take no images, and for some days
 * afterwards.
 *
 * @param tone the style of the note
 * @param icon the name of its picture
 * @param senders a sentence for each node whose images were refused
 */
public record StoreNote(String tone, String icon, String title, String text, List<String> senders) {
    /** A spell in words. */
    static StoreNote of(StoreTrouble trouble) {
        List<String> senders =
                trouble.senders().stream().map(StoreNote::sentence).toList();
        String since = "Since " + Moments.dateTime(trouble.since()) + ". ";
        if (trouble.ended() != null) {
            return new StoreNote(
                    "",
                    "done",
                    "The exchange takes images again.",
                    trouble.cause() + " It was so from " + Moments.dateTime(trouble.since()) + " to "
                            + Moments.dateTime(trouble.ended()) + "; " + refused(trouble) + " refused.",
                    senders);
        }
        if (trouble.wellSince() != null) {
            return new StoreNote(
                    "amb",
                    "wait",
                    "The exchange takes images again since " + Moments.time(trouble.wellSince()) + ".",
                    trouble.cause() + " " + since + "It counts as over when the store has been well for a minute; "
                            + refused(trouble) + " refused.",
                    senders);
        }
        return new StoreNote(
                "bad",
                "warn",
                trouble.cause(),
                since + trouble.meaning() + " " + trouble.advice() + " " + refusing(trouble.kind())
                        + " (A700H, out of resources): " + Words.count(trouble.refused(), "image") + " so far.",
                senders);
    }

    private static String refusing(StoreTrouble.Kind kind) {
        return kind == StoreTrouble.Kind.BACKLOG
                ? "What hospitals send is refused, unread, while no more can wait"
                : "What hospitals send on their own is refused where it cannot be kept";
    }

    private static String refused(StoreTrouble trouble) {
        return trouble.refused() == 0
                ? "no image was"
                : Words.count(trouble.refused(), "image") + (trouble.refused() == 1 ? " was" : " were");
    }

    private static String sentence(Sender sender) {
        return sender.node() + " (" + sender.aeTitle() + "), " + sender.institution() + ": "
                + Words.count(sender.images(), "image") + " refused, the last at " + Moments.dateTime(sender.last())
                + (sender.missing() == 0
                        ? "; all have come since."
                        : "; " + sender.missing() + " not here yet. Send again what the sender does not send again"
                                + " by itself.");
    }
}
