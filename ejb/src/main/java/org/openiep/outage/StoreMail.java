package org.openiep.outage;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.outage.StoreTrouble.Sender;
import org.openiep.outage.StoreTroubleRows.Open;
import org.openiep.policy.ExchangeClock;

/** A mail about the exchange's own store: what happens, and what to do. */
record StoreMail(String subject, String body) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.UK);

    /** To those who keep the exchange. */
    static StoreMail began(Diagnosis why, Instant since) {
        return new StoreMail(
                why.cause(), """
                %s Noticed: %s.

                %s

                What to do: %s
                Found: %s.
                The Lanes page shows who was refused what. There is another mail when it is over.
                """.formatted(why.meaning(), at(since), meanwhile(why), why.advice(), why.technical()));
    }

    private static String meanwhile(Diagnosis why) {
        return why.failure() == FailureClass.OWN_BACKLOG ? """
                What hospitals send is refused while there is no room for more to wait (A700H, out of resources), so that
                the senders know. It is refused unread, so which study it belongs to is known only where others of that
                study came before it. Collections are tried again by themselves.""" : """
                Collections wait, and go on by themselves once the store takes images again. What hospitals send on their
                own is refused where it cannot be kept (A700H, out of resources), so that the senders know.""";
    }

    /** To the PACS team of a hospital some of whose images were refused. */
    static StoreMail refused(Open trouble, List<Sender> senders) {
        String nodes = senders.stream().map(Sender::node).collect(Collectors.joining(", "));
        return new StoreMail(
                "Images of " + nodes + " refused: " + lower(trouble.diagnosis().cause()),
                """
                %s Noticed: %s.

                Images that %s sends are refused as out of resources (A700H), so that the sender knows. What was
                answered with success is kept.

                What to do: nothing yet. Those who keep the exchange have been told. There is another mail when it takes
                images again, with what was refused until then.
                """.formatted(trouble.diagnosis().meaning(), at(trouble.since()), nodes));
    }

    /** To both, when it is over. */
    static StoreMail over(Open trouble, Instant well, List<Sender> senders) {
        String refused = senders.isEmpty()
                ? "No image of any sender was refused."
                : senders.stream().map(StoreMail::line).collect(Collectors.joining("\n"));
        return new StoreMail("The exchange takes images again", """
                %s It was so from %s to %s.

                %s

                What to do: %s
                """.formatted(
                        trouble.diagnosis().cause(),
                        at(trouble.since()),
                        at(well),
                        refused,
                        senders.stream().allMatch(sender -> sender.missing() == 0)
                                ? "nothing. What waited goes on by itself."
                                : "send these studies again from where they were refused, unless the sender does so by"
                                        + " itself. Everything else goes on by itself."));
    }

    private static String line(Sender sender) {
        return sender.node() + " (" + sender.aeTitle() + ") of " + sender.institution() + ": " + images(sender.images())
                + " refused from " + at(sender.first()) + " to " + at(sender.last()) + ", "
                + (sender.missing() == 0
                        ? "all of which have come since."
                        : sender.missing() + " of which have not come since.");
    }

    /** Such as "1 image". */
    static String images(int count) {
        return count == 1 ? "1 image" : count + " images";
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.UK)
                + sentence.substring(1).replaceFirst("\\.$", "");
    }

    private static String at(Instant moment) {
        return TIME.format(moment.atZone(ExchangeClock.ZONE));
    }
}
