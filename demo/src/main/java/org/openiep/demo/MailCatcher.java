package org.openiep.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Takes every mail that the exchange sends, delivers none, and shows them on a page; reachable from here alone. */
public final class MailCatcher implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private final GreenMail smtp;
    private final int smtpPort;
    private final HttpServer page;

    /**
     * @param smtpPort where mails are taken, 1 to 65535
     * @param pagePort where the page is, 1 to 65535
     */
    public MailCatcher(int smtpPort, int pagePort) {
        this.smtpPort = smtpPort;
        this.smtp = new GreenMail(new ServerSetup(smtpPort, LOOPBACK, ServerSetup.PROTOCOL_SMTP));
        try {
            this.page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), pagePort), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the mail page cannot listen on port " + pagePort, e);
        }
        page.createContext("/", this::answer);
    }

    public void start() {
        smtp.start();
        page.start();
    }

    /** Where the page with the mails is. */
    public URI address() {
        return URI.create("http://localhost:" + page.getAddress().getPort() + "/");
    }

    /** The environment that makes the exchange's server send its mails here. */
    public Map<String, String> environment() {
        return Map.of(
                "SMTP_HOST",
                LOOPBACK,
                "SMTP_PORT",
                Integer.toString(smtpPort),
                "SMTP_FROM",
                "Image Exchange <iep@exchange.example>",
                "SMTP_STARTTLS",
                "false");
    }

    /** All mails so far, oldest first; one for each mail, however many recipients it has. */
    public List<CaughtMail> mails() {
        List<CaughtMail> mails = new ArrayList<>();
        for (MimeMessage message : smtp.getReceivedMessages()) {
            CaughtMail mail = read(message);
            if (!mails.contains(mail)) {
                mails.add(mail);
            }
        }
        return mails;
    }

    @Override
    public void close() {
        page.stop(0);
        smtp.stop();
    }

    private static CaughtMail read(MimeMessage message) {
        try {
            Instant received = message.getReceivedDate() == null
                    ? Instant.EPOCH
                    : message.getReceivedDate().toInstant();
            return new CaughtMail(
                    received,
                    addresses(message.getFrom()).stream().findFirst().orElse(""),
                    addresses(message.getAllRecipients()),
                    message.getSubject() == null ? "" : message.getSubject(),
                    text(message));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a mail that was caught cannot be read", e);
        }
    }

    private static List<String> addresses(Address[] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(Address::toString).toList();
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                if (each.isMimeType("text/*") || each.isMimeType("multipart/*")) {
                    return text(each);
                }
            }
            return "";
        }
        return String.valueOf(part.getContent()).strip();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] html = MailPage.of(mails()).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        exchange.sendResponseHeaders(200, html.length);
        try (var out = exchange.getResponseBody()) {
            out.write(html);
        }
    }
}
