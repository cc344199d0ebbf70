package org.openiep.queue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.openiep.database.DatabaseProblem;
import org.openiep.database.Sql;
import org.openiep.directory.Node;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeSamples;
import org.openiep.directory.NodeServices;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Status;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;

/**
 * A real PostgreSQL with the real schema, and two hospitals in it: North sends, South receives. Each instance has a
 * database of its own.
 */
public final class SampleExchange {
    public static final long NORTH = 1;
    public static final long SOUTH = 2;
    public static final long NORTH_PACS = 1;
    public static final long SOUTH_PACS = 2;
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DataSource database;
    private final AtomicInteger ids = new AtomicInteger();
    private int northPort = 11001;
    private int southPort = 11002;
    private int southAssociations = 1;
    private NodeServices northServices = NodeServices.USUAL;
    private NodeServices southServices = NodeServices.USUAL;

    public SampleExchange() {
        String name = "t" + COUNT.incrementAndGet();
        create(SERVER, name + " template migrated");
        database = SERVER.getDatabase("postgres", name);
        try (Sql sql = Sql.open(database)) {
            institution(sql, NORTH, "North Trust");
            institution(sql, SOUTH, "South Trust");
            node(sql, NORTH_PACS, NORTH, "North PACS", "NORTHPACS");
            node(sql, SOUTH_PACS, SOUTH, "South PACS", "SOUTHPACS");
            sql.update("""
                    insert into person (id, institution_id, title, first_name, last_name, email, password_hash, active,
                        changed_by, changed) values (1, 1, 'Dr', 'A', 'B', 'a@b.example', '', true, 'test', ?)
                    """, NOW);
        }
    }

    /** Migrates once, into the template of every database. */
    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            create(server, "migrated");
            Flyway.configure()
                    .dataSource(server.getDatabase("postgres", "migrated"))
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(EmbeddedPostgres server, String databaseAndOptions) {
        try (Sql sql = Sql.open(server.getPostgresDatabase())) {
            sql.update("create database " + databaseAndOptions);
        }
    }

    public DataSource database() {
        return database;
    }

    /** Where the two PACS listen. */
    public void listenAt(int north, int south) {
        northPort = north;
        southPort = south;
    }

    public void southAllowsAssociations(int count) {
        southAssociations = count;
    }

    public void northServes(NodeServices services) {
        northServices = services;
    }

    public void southServes(NodeServices services) {
        southServices = services;
    }

    public Node north() {
        return pacs(NORTH_PACS, NORTH, "North PACS", "NORTHPACS", northPort, 1, northServices);
    }

    public Node south() {
        return pacs(SOUTH_PACS, SOUTH, "South PACS", "SOUTHPACS", southPort, southAssociations, southServices);
    }

    /** A transfer of one study, from North to South. */
    public TransferOrder order(Priority priority, String studyInstanceUid) {
        long id = ids.incrementAndGet();
        long entry = 1000 + id;
        try (Sql sql = Sql.open(database)) {
            sql.update("""
                    insert into transaction (id, reference, submission, type, status, cause, priority,
                        priority_reason_text, from_institution_id, to_institution_id, source_node_id,
                        destination_node_id, created, created_by_id, created_by_name, created_in_id, changed,
                        named_recipient, requesting_clinician, consultant, department, call_reference, assigned,
                        patient_id, last_name, first_name, nhs_number, no_nhs_number_reason, address_line1,
                        address_line2, town, county, postcode, messages, unread_from, unread_to, search_words)
                    values (?, ?, ?, 'TRANSFER', 'ACCEPTED', '', ?, '', 1, 2, 1, 2, ?, 1, '', 1, ?,
                        '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 0, 0, 0, '')
                    """, id, "IEP-26-" + id, UUID.randomUUID(), priority, NOW, NOW);
            sql.update("""
                    insert into study_entry (id, transaction_id, study_instance_uid, modalities, description,
                        accession_number) values (?, ?, ?, 'CT', '', '')
                    """, entry, id, studyInstanceUid);
        }
        return new TransferOrder(
                id,
                "IEP-26-" + id,
                Status.ACCEPTED,
                null,
                priority,
                NORTH,
                "North Trust",
                SOUTH,
                "South Trust",
                north(),
                south(),
                false,
                "S1234567",
                List.of(new TransferOrder.Study(entry, studyInstanceUid, "", new Counts(0, 0, 0, 0))));
    }

    /** A collection that waits, of a study of its own. */
    public long collection(Priority priority, Instant queued) {
        TransferOrder order = order(priority, "2.25." + ids.incrementAndGet());
        return inTransaction(rows -> rows.queue(order, Step.COLLECT, queued)).orElseThrow();
    }

    /** A study that is arriving by a route from North to South. */
    public TransferOrder arriving(Priority priority, String studyInstanceUid) {
        TransferOrder order = order(priority, studyInstanceUid);
        try (Sql sql = Sql.open(database)) {
            sql.update("update transaction set status = 'UPLOADING' where id = ?", order.transactionId());
            sql.update("""
                    insert into route (id, calling_node_id, called_ae_title, modality, description, destination_node_id,
                        priority, place, active, changed_by, changed)
                    values (7, 1, 'ROUTE', '', '', 2, 'NORMAL', 1, true, '', now()) on conflict do nothing
                    """);
            sql.update(
                    """
                    insert into routed_study (route_id, calling_node_id, called_ae_title, study_instance_uid,
                        destination_node_id, priority, arriving, quiet_since, transaction_id, study_entry_id)
                    values (7, 1, 'ROUTE', ?, 2, ?, true, clock_timestamp(), ?, ?)
                    """,
                    studyInstanceUid,
                    priority,
                    order.transactionId(),
                    order.studies().get(0).entryId());
        }
        return order;
    }

    /** Work on the jobs in one transaction. */
    <T> T inTransaction(Function<JobRows, T> work) {
        try (Connection connection = connect(database)) {
            connection.setAutoCommit(false);
            T result = work.apply(new JobRows(new Sql(connection)));
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    /** What a worker of the lane would begin now; {@code batch} says whether it may start. */
    public Optional<Job> claim(Lane lane, boolean batch) {
        return inTransaction(rows -> {
            rows.lock(lane);
            List<JobRows.Share> shares =
                    List.of(new JobRows.Share(NORTH, 4, 5, batch), new JobRows.Share(SOUTH, 4, 5, batch));
            return rows.claim(lane, "a/1", Duration.ofMinutes(1), shares, NOW);
        });
    }

    /** Queues a step of a transfer, and begins an attempt at it if a worker may. */
    public Optional<Job> begin(TransferOrder order, Step step) {
        inTransaction(rows -> rows.queue(order, step, NOW));
        Optional<Job> claimed = claim(JobRows.lane(step), true);
        try (Sql sql = Sql.open(database)) {
            claimed.ifPresent(job -> new AttemptRows(sql).begin(job, NOW));
        }
        return claimed;
    }

    /** The job did not go well, and is to be tried again then. */
    public void tryAgain(Job job, Instant notBefore) {
        inTransaction(rows -> {
            rows.release(job, JobState.RETRY, 1, notBefore);
            return true;
        });
    }

    private static Connection connect(DataSource source) {
        try {
            return source.getConnection();
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    private static void institution(Sql sql, long id, String name) {
        sql.update("""
                insert into institution (id, ods_code, name, kind, hosted, named_recipient_required,
                    delivers_by_itself, patient_id_pattern, active, changed_by, changed)
                values (?, ?, ?, 'NHS_TRUST', true, false, true, '', true, 'test', ?)
                """, id, "RX" + id, name, NOW);
    }

    private static void node(Sql sql, long id, long institution, String name, String aeTitle) {
        sql.update("""
                insert into node (id, institution_id, name, ae_title, our_ae_title, host, port, is_source,
                    is_destination, preferred, checks_address, patient_id_prefix, associations, active, changed_by,
                    changed)
                values (?, ?, ?, ?, 'OPENIEP', '127.0.0.1', 104, true, true, true, true, '', 16, true, 'test', ?)
                """, id, institution, name, aeTitle, NOW);
    }

    private static Node pacs(
            long id, long institution, String name, String aeTitle, int port, int associations, NodeServices services) {
        return NodeSamples.node(
                id,
                new NodeForm(
                        institution,
                        name,
                        aeTitle,
                        "OPENIEP",
                        "127.0.0.1",
                        port,
                        true,
                        true,
                        true,
                        false,
                        "",
                        associations,
                        true,
                        services));
    }
}
