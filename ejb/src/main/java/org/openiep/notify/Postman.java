package org.openiep.notify;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.notify.Outbox.Waiting;

/**
 * Carries the mails to the relay. A server that dies between the relay's yes and ours to the database sends a mail
 * again; it has the same Message-ID then.
 */
@Singleton
@Startup
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Postman {
    private static final Logger LOG = Logger.getLogger(Postman.class.getName());

    @Resource(lookup = "java:jboss/mail/Iep")
    Session session;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void round() {
        try {
            outbox.take().forEach(this::carry);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Mails wait for the database.", e);
        }
    }

    private void carry(Waiting mail) {
        try {
            Transport.send(message(mail));
        } catch (MessagingException e) {
            LOG.log(Level.WARNING, "Mail {0} was not taken by the relay, attempt {1}: {2}", new Object[] {
                mail.id(), mail.attempts(), e.getMessage()
            });
            outbox.failed(mail, String.valueOf(e.getMessage()));
            return;
        }
        outbox.sent(mail.id());
    }

    private MimeMessage message(Waiting mail) throws MessagingException {
        MimeMessage message = new Numbered(session, mail.id());
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient()));
        message.setFrom();
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setText(mail.body(), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(clock.instant()));
        return message;
    }

    /** Named after its row, so that whoever gets it twice can tell. */
    private static final class Numbered extends MimeMessage {
        private final long number;

        Numbered(Session session, long number) {
            super(session);
            this.number = number;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<iep-mail-" + number + "@openiep>");
        }
    }
}
