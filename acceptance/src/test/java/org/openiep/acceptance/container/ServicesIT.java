package org.openiep.acceptance.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.demo.Checkout;
import org.openiep.directory.Institutions;
import org.openiep.directory.Nodes;
import org.openiep.exchange.Transactions;
import org.openiep.people.People;
import org.openiep.people.SignIn;
import org.openiep.people.SignInOutcome;
import org.openiep.problem.NotAllowed;

/** The services as the container gives them: with its transactions and its idea of who calls. */
@ExtendWith(ArquillianExtension.class)
class ServicesIT {
    private static final String CLOCK_OFFSET = "iep.test.clock.offset";
    private static final Pattern WEB_MODULE =
            Pattern.compile("<module>\\s*<web>.*?</web>\\s*</module>", Pattern.DOTALL);

    @EJB
    private SignIn signIn;

    @EJB
    private Transactions transactions;

    @EJB
    private Institutions institutions;

    @EJB
    private Nodes nodes;

    @EJB
    private People people;

    @Inject
    private Audit audit;

    @Resource
    private UserTransaction transaction;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    private DataSource database;

    /**
     * The application as it is shipped, with this class beside the services. Without its pages: they would turn
     * Arquillian's calls away as those of a stranger.
     */
    @Deployment
    static EnterpriseArchive application() throws IOException {
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(
                EnterpriseArchive.class, Checkout.here().application().toFile());
        ear.getAsType(JavaArchive.class, "/ejb.jar").addClass(ServicesIT.class);
        ear.delete("/web.war");
        Asset descriptor = ear.delete("/META-INF/application.xml").getAsset();
        try (InputStream xml = descriptor.openStream()) {
            String modules = new String(xml.readAllBytes(), UTF_8);
            ear.setApplicationXML(new StringAsset(WEB_MODULE.matcher(modules).replaceFirst("")));
        }
        return ear;
    }

    @AfterEach
    void clockBack() {
        System.clearProperty(CLOCK_OFFSET);
    }

    @Test
    @DisplayName("A1: five wrong passwords lock the account for 15 minutes, the right one included")
    void lockOut() {
        String email = Objects.requireNonNull(System.getenv("IEP_ADMIN_EMAIL"));
        String password = Objects.requireNonNull(System.getenv("IEP_ADMIN_PASSWORD"));
        assertInstanceOf(SignInOutcome.SignedIn.class, signIn.verify(email, password));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(SignInOutcome.Refused.class, signIn.verify(email, "wrong " + i));
        }
        assertInstanceOf(SignInOutcome.Refused.class, signIn.verify(email, password));
        moveClock(Duration.ofMinutes(14));
        assertInstanceOf(SignInOutcome.Refused.class, signIn.verify(email, password));
        moveClock(Duration.ofMinutes(16));
        assertInstanceOf(SignInOutcome.SignedIn.class, signIn.verify(email, password));
    }

    @Test
    @DisplayName("A8: nobody who is not signed in gets anything from a service")
    void noCaller() {
        assertRefused(() -> transactions.details("IEP-26-0000001"));
        assertRefused(() -> institutions.list());
        assertRefused(() -> nodes.list());
        assertRefused(() -> people.list());
    }

    @Test
    @DisplayName("O1: the audit is written with the change or not at all, and cannot be altered")
    void auditFollowsTheTransaction() throws Exception {
        String kept = "kept " + UUID.randomUUID();
        String lost = "lost " + UUID.randomUUID();
        transaction.begin();
        audit.record(Actor.EXCHANGE, Act.SIGNED_OUT, lost, "");
        transaction.rollback();
        transaction.begin();
        audit.record(Actor.EXCHANGE, Act.SIGNED_OUT, kept, "");
        transaction.commit();
        assertEquals(0, count(lost));
        assertEquals(1, count(kept));
        assertThrows(SQLException.class, () -> execute("update audit_record set detail = 'x' where subject = ?", kept));
        assertThrows(SQLException.class, () -> execute("delete from audit_record where subject = ?", kept));
        assertEquals(1, count(kept));
    }

    @Test
    @DisplayName("A1: a right password counts for the next minute's calls only once its check has been audited")
    void checkedOnceAudited() throws Exception {
        String email = "twin-" + UUID.randomUUID() + "@example.org";
        String password = Objects.requireNonNull(System.getenv("IEP_ADMIN_PASSWORD"));
        execute(
                "insert into person overriding system value select (jsonb_populate_record(p, jsonb_build_object("
                        + "'id', (select max(id) + 100000 from person), 'email', ?))).* from person p limit 1",
                email);
        transaction.begin();
        SignInOutcome.SignedIn first = assertInstanceOf(SignInOutcome.SignedIn.class, signIn.verify(email, password));
        transaction.rollback();
        String subject = "person " + first.principal();
        assertEquals(0, count(subject));
        signIn.verify(email, password);
        assertEquals(1, count(subject));
        signIn.verify(email, password);
        assertEquals(1, count(subject));
    }

    private static void moveClock(Duration by) {
        System.setProperty(CLOCK_OFFSET, by.toString());
    }

    private static void assertRefused(Runnable call) {
        RuntimeException refusal = assertThrows(RuntimeException.class, call::run);
        if (!(refusal instanceof NotAllowed)) {
            assertInstanceOf(EJBAccessException.class, refusal);
        }
    }

    private int count(String subject) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from audit_record where subject = ?")) {
            select.setString(1, subject);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private void execute(String sql, String subject) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subject);
            statement.executeUpdate();
        }
    }
}
