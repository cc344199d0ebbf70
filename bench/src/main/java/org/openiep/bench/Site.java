package org.openiep.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Api;
import org.openiep.demo.Checkout;
import org.openiep.demo.Exchange;
import org.openiep.demo.FirstStart;
import org.openiep.demo.Ports;
import org.openiep.demo.Server;

/** The whole exchange as it is deployed, with two hospitals: server, database and mail, in processes of their own. */
final class Site implements AutoCloseable {
    static final String AE_TITLE = "OPENIEP";

    /** As the guide to operating it has it. */
    private static final String SIZING = "-Xms512m -Xmx2g";

    /** A routed study is complete a second after its last image: nobody here waits for a slow scanner. */
    private static final Map<String, String> SETTINGS = Map.of("IEP_POLICY_ROUTING_IDLE_TIME", "1s");

    /** The last transfer of a study, which may be sent more than once. */
    private static final String LAST_TRANSFER = " join study_entry s on s.transaction_id = t.id where s.id ="
            + " (select max(id) from study_entry where study_instance_uid = ?)";

    private static final String PASSWORD = "measured-by-the-bench-" + UUID.randomUUID();

    private final Exchange exchange;
    private final Api administrator;
    private final SiteRows rows;
    private final AtExit atExit;
    private final Map<Long, Api> clinicians = new ConcurrentHashMap<>();
    private int number = 100;

    /** A hospital with one PACS. */
    record Hospital(long id, long node) {}

    /** Starts it. */
    Site(Path folder, Ports ports, Map<String, String> environment) throws IOException {
        Map<String, String> sized = new HashMap<>(environment);
        sized.putIfAbsent("JBOSS_JAVA_SIZING", SIZING);
        Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
        // The folder was made for us, and is replaced by what was kept.
        Files.deleteIfExists(folder);
        FirstStart.copyTo(folder, Checkout.here());
        exchange = Exchange.in(folder, Checkout.here(), ports, listening, sized);
        atExit = new AtExit(exchange::close);
        long began = System.nanoTime();
        exchange.start();
        Plan.say("The exchange started in %.0f s.", (System.nanoTime() - began) / 1e9);
        administrator = new Api(exchange, exchange.administrator(), exchange.administratorPassword());
        try {
            rows = SiteRows.of(exchange.database());
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
    }

    /** Starts it while others start too; they close it. */
    static CompletableFuture<Site> starting(Path folder, Ports ports) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new Site(folder, ports, SETTINGS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Where PACS send to. */
    int dicomPort() {
        return exchange.server().ports().dicom();
    }

    /** Server and database, without their descendants. */
    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        exchange.server().pid().ifPresent(pids::add);
        exchange.database().pid().ifPresent(pids::add);
        return pids;
    }

    /**
     * Adds a hospital.
     *
     * @param aeTitle of its PACS
     * @param port of its PACS, on 127.0.0.1
     * @param associations that may be open with its PACS at once
     * @param deliversByItself is what arrives sent on to its PACS with nobody asking?
     */
    Hospital hospital(String aeTitle, int port, int associations, boolean deliversByItself) {
        String code = "B" + ++number;
        long id = post(
                "institutions",
                Json.createObjectBuilder()
                        .add("odsCode", code)
                        .add("name", "Hospital " + code)
                        .add("kind", "NHS_TRUST")
                        .add("hosted", true)
                        .add("deliversByItself", deliversByItself)
                        .add("patientIdPattern", "")
                        .add("active", true)
                        .build());
        long node = post(
                "nodes",
                Json.createObjectBuilder()
                        .add("institution", id)
                        .add("name", "PACS of " + code)
                        .add("aeTitle", aeTitle)
                        .add("ourAeTitle", AE_TITLE)
                        .add("host", "127.0.0.1")
                        .add("port", port)
                        .add("source", true)
                        .add("destination", true)
                        .add("preferred", true)
                        .add("checksAddress", true)
                        .add("associations", associations)
                        .add("active", true)
                        .build());
        return new Hospital(id, node);
    }

    /** The same with somebody who sends from there and is signed in: hashing a password takes its time. */
    Hospital sendingHospital(String aeTitle, int port, int associations) {
        Hospital hospital = hospital(aeTitle, port, associations, false);
        Api clinician = clinician(hospital.id());
        clinician.get("me");
        clinicians.put(hospital.id(), clinician);
        return hospital;
    }

    /** From now on what the first sends to the exchange goes to the second with nobody asking. */
    void route(Hospital from, Hospital to) {
        post(
                "routes",
                Json.createObjectBuilder()
                        .add("callingNode", from.node())
                        .add("calledAeTitle", AE_TITLE)
                        .add("modality", "")
                        .add("description", "")
                        .add("destinationNode", to.node())
                        .add("priority", "NORMAL")
                        .add("place", 1)
                        .add("active", true)
                        .build());
    }

    private Api clinician(long institution) {
        String email = "clinician" + institution + "@site.example";
        post(
                "people",
                Json.createObjectBuilder()
                        .add("institution", institution)
                        .add("title", "Dr")
                        .add("firstName", "Casey")
                        .add("lastName", "Sender")
                        .add("email", email)
                        .add("roles", Json.createArrayBuilder().add("CLINICIAN"))
                        .add("active", true)
                        .add("password", PASSWORD)
                        .build());
        return new Api(exchange, email, PASSWORD);
    }

    private long post(String kind, JsonObject form) {
        return administrator.post(kind, form).getJsonNumber("id").longValue();
    }

    /** Creates a transfer as staff do; answers its reference. */
    String transfer(Hospital from, Hospital to, Study study, boolean blueLight) {
        JsonArrayBuilder studies = Json.createArrayBuilder()
                .add(Json.createObjectBuilder()
                        .add("studyInstanceUid", study.studyInstanceUid())
                        .add("modalities", study.shape().modality())
                        .add("description", "Measurement")
                        .add("accessionNumber", "M" + study.patientId())
                        .add("images", study.images().size()));
        JsonObject form = Json.createObjectBuilder()
                .add("submission", UUID.randomUUID().toString())
                .add("toInstitution", to.id())
                .add("sourceNode", from.node())
                .add(
                        "patient",
                        Json.createObjectBuilder()
                                .add("patientId", study.patientId())
                                .add("lastName", "Measure")
                                .add("firstName", "Mary")
                                .add("dateOfBirth", "1957-03-14")
                                .add("gender", "FEMALE")
                                .add("nhsNumber", "9990000018"))
                .add("patientChecked", true)
                .add("studies", studies)
                .add("priority", blueLight ? "BLUE_LIGHT" : "NORMAL")
                .add("sentBeforeSeen", true)
                .add("priorityReason", blueLight ? "BLUE_LIGHT" : "OUTPATIENT")
                .build();
        return Objects.requireNonNull(clinicians.get(from.id()), "Nobody sends from there.")
                .post("transactions", form)
                .getString("reference");
    }

    /** Creates a transfer; answers the seconds until it is delivered. The destination is empty again afterwards. */
    double secondsToDeliver(Hospital from, Hospital to, Study study, Archive destination) throws IOException {
        long began = System.nanoTime();
        transfer(from, to, study, false);
        awaitStatus(study, "DELIVERED");
        double seconds = destination.secondsSince(began, study);
        Plan.say("%s", stages(study));
        return seconds;
    }

    /** Waits until all images of the study are catalogued; answers when, on the scale of {@link System#nanoTime}. */
    long awaitCatalogued(Study study) throws IOException {
        return rows.await(
                SiteRows.LOOK_OFTEN_NANOS,
                "select count(i.held_at) = ? from instance i join study_entry s on s.id = i.study_entry_id"
                        + " where s.study_instance_uid = ?",
                study.images().size(),
                study.studyInstanceUid());
    }

    /**
     * Waits for a status of the last transfer of a study; answers when, on the scale of {@link System#nanoTime}.
     *
     * @throws IOException also when the transfer has failed
     */
    long awaitStatus(Study study, String status) throws IOException {
        String ofStudy = " from transaction t" + LAST_TRANSFER;
        long when = rows.await("select t.status in (?, 'FAILED')" + ofStudy, status, study.studyInstanceUid());
        if (rows.isTrue("select t.status <> ?" + ofStudy, status, study.studyInstanceUid())) {
            throw new IOException("A transfer failed on its way to " + status + ".");
        }
        return when;
    }

    /** Waits until so many transfers have brought images and are not complete. */
    void awaitMoving(int transfers) throws IOException {
        rows.await(
                "select count(*) >= ? from job j where j.step = 'COLLECT' and j.state = ?"
                        + " and exists (select 1 from job_study s join instance i on i.study_entry_id = s.study_entry_id"
                        + " where s.job_id = j.id and i.held_at is not null)",
                transfers,
                "RUNNING");
    }

    /** What is not blue light and not begun waits from now on. */
    void letNothingStandardBegin() {
        JsonObject hold = Json.createObjectBuilder()
                .add("mode", "DRAIN")
                .add("reason", "measurement")
                .build();
        administrator.post("lanes/OUTBOUND/hold", hold);
    }

    /**
     * From now on whatever is sent has the same rank, that of blue light, and so the workers that are kept for blue
     * light as well. This is done in the database alone: the exchange has no such setting.
     */
    void putEverythingInOneQueue() throws IOException {
        rows.change("create function same_rank() returns trigger language plpgsql as"
                + " 'begin new.priority := 0; return new; end'");
        rows.change("create trigger same_rank before insert on job for each row execute function same_rank()");
    }

    /** Images a second that are collected, of all transfers together, while it looks on for that long. */
    double imagesPerSecond(Duration time) throws IOException {
        String held = "select count(*) from instance where held_at is not null and ? = ''";
        long began = System.nanoTime();
        double before = rows.number(held, "");
        while (System.nanoTime() - began < time.toNanos()) {
            LockSupport.parkNanos(time.toNanos() - (System.nanoTime() - began));
        }
        return (rows.number(held, "") - before) * 1e9 / (System.nanoTime() - began);
    }

    /** Waits until nothing is being collected and everything that was is delivered. */
    void awaitNothingMoves() throws IOException {
        rows.await(
                "select count(*) = ? from job where state = ? or step = 'DELIVER' and state <> 'DONE'", 0, "RUNNING");
    }

    /**
     * Seconds between two moments of the transfer of a study.
     *
     * @param first a column of the table of transactions
     * @param second another
     */
    double secondsBetween(Study study, String first, String second) throws IOException {
        return rows.number(
                "select extract(epoch from t." + second + " - t." + first + ") from transaction t"
                        + " join study_entry s on s.transaction_id = t.id where s.study_instance_uid = ?",
                study.studyInstanceUid());
    }

    /** Seconds of the last attempt to deliver a study. */
    double secondsOfDelivery(Study study) throws IOException {
        return rows.number(
                "select extract(epoch from max(a.ended) - max(a.began)) from attempt a"
                        + " join study_entry s on s.transaction_id = a.transaction_id"
                        + " where a.step = 'DELIVER' and s.study_instance_uid = ?",
                study.studyInstanceUid());
    }

    /** Seconds from the creation of the transfer of a study until a worker took it up. */
    double secondsToFirstAttempt(Study study) throws IOException {
        return rows.number(
                "select extract(epoch from min(a.began) - t.created) from transaction t"
                        + " join attempt a on a.transaction_id = t.id"
                        + " join study_entry s on s.transaction_id = t.id where s.study_instance_uid = ?"
                        + " group by t.created",
                study.studyInstanceUid());
    }

    /** When each step of the transfer of a study was reached, in seconds since its creation. */
    String stages(Study study) throws IOException {
        StringBuilder stages = new StringBuilder("Since creation:");
        for (String[] stage : new String[][] {
            {"collecting", "(select min(began) from attempt where transaction_id = t.id and step = 'COLLECT')"},
            {"first image", "(select min(held_at) from instance where study_entry_id = s.id)"},
            {"last image", "(select max(held_at) from instance where study_entry_id = s.id)"},
            {"first confirmed", "(select min(delivered_at) from instance where study_entry_id = s.id)"},
            {"collected", "(select max(ended) from attempt where transaction_id = t.id and step = 'COLLECT')"},
            {"delivering", "(select min(began) from attempt where transaction_id = t.id and step = 'DELIVER')"},
            {"last confirmed", "(select max(delivered_at) from instance where study_entry_id = s.id)"},
            {"delivered", "t.delivered_at"}
        }) {
            double seconds = rows.number(
                    "select extract(epoch from " + stage[1] + " - t.created) from transaction t" + LAST_TRANSFER,
                    study.studyInstanceUid());
            stages.append(String.format(Locale.ROOT, " %s %.2f", stage[0], seconds));
        }
        return stages.append(" s.").toString();
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } finally {
            // Nothing of it is kept, so nobody waits for it to end in good order.
            exchange.server().kill();
            exchange.database().kill();
            exchange.close();
            atExit.close();
        }
    }
}
