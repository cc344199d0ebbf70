package org.openiep.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The page that shows the caught mails, newest first. It refreshes itself. */
final class MailPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss").withZone(ZoneId.of("Europe/London"));

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
            <title>Mails that were caught</title><style>
            body { font: 16px/1.5 Arial, sans-serif; color: #212b32; background: #f0f4f5; margin: 2em auto; max-width: 50em }
            h1 { color: #005eb8 } article { background: #fff; border: 1px solid #d8dde0; margin: 1em 0; padding: 1em }
            h2 { font-size: 1.1em; margin: 0 } p { color: #4c6272; margin: .2em 0 } pre { white-space: pre-wrap; margin-bottom: 0 }
            </style></head><body><h1>Mails that were caught</h1>
            """;

    private MailPage() {}

    static String of(List<CaughtMail> mails) {
        StringBuilder page = new StringBuilder(HEAD);
        if (mails.isEmpty()) {
            page.append("<p>None yet.</p>");
        }
        for (int i = mails.size() - 1; i >= 0; i--) {
            append(page, mails.get(i));
        }
        return page.append("</body></html>\n").toString();
    }

    private static void append(StringBuilder page, CaughtMail mail) {
        String time = mail.received().equals(Instant.EPOCH) ? "" : TIME.format(mail.received());
        page.append("<article><h2>").append(escape(mail.subject())).append("</h2><p>");
        page.append(escape(mail.from())).append(" to ").append(escape(String.join(", ", mail.to())));
        page.append(" &middot; ").append(time).append("</p><pre>").append(escape(mail.text()));
        page.append("</pre></article>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
