package org.openiep.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Api;
import org.openiep.demo.Exchange;
import org.openiep.demo.Ports;

/** Hospitals, people and transfers of an exchange that runs, as the bench needs them. */
final class Site implements AutoCloseable {
    static final String AE_TITLE = "OPENIEP";

    /** The last transfer of a study, which may be sent more than once. */
    private static final String LAST_TRANSFER = " join study_entry s on s.transaction_id = t.id where s.id ="
            + " (select max(id) from study_entry where study_instance_uid = ?)";

    private static final String TAKEN = "select count(held_at) from instance where ? = ''";

    private static final int FIRST_NUMBER = 100;

    /** What an exchange that stays up may have taken before a bench: some dozen quick ones. */
    private static final double MOST_BYTES = 50e9;

    private static final String PASSWORD = "measured-by-the-bench-" + UUID.randomUUID();

    private final RunningExchange running;
    private final boolean ends;
    private final Api administrator;
    private final SiteRows rows;
    private final Map<Long, Api> clinicians = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> inUse = new LinkedHashMap<>();
    private int number;

    /** A hospital with one PACS. */
    record Hospital(long id, long node) {}

    /** Starts an exchange, which ends with this. */
    Site(Path folder, Ports ports, Map<String, String> environment) throws IOException {
        this(new RunningExchange(folder, ports, environment), true);
    }

    private Site(RunningExchange running, boolean ends) throws IOException {
        this.running = running;
        this.ends = ends;
        Exchange exchange = running.exchange();
        administrator = new Api(exchange, exchange.administrator(), exchange.administratorPassword());
        try {
            rows = SiteRows.of(exchange.database());
            number = FIRST_NUMBER + (int) rows.number("select count(*) from institution where ? = ''", "");
        } catch (IOException e) {
            if (ends) {
                running.close();
            }
            throw e;
        }
    }

    /** On the exchange that stays up, which is started while others start too; they close this. */
    static CompletableFuture<Site> standing() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Site site = new Site(RunningExchange.standing(), false);
                if (site.rows.number("select sum(size) from instance where ? = ''", "") < MOST_BYTES) {
                    return site;
                }
                site.close();
                RunningExchange.endStanding();
                return new Site(RunningExchange.standing(), false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Where PACS send to. */
    int dicomPort() {
        return running.exchange().server().ports().dicom();
    }

    /** Server and database, without their descendants. */
    List<Long> pids() {
        return running.pids();
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
        return new Api(running.exchange(), email, PASSWORD);
    }

    private long post(String kind, JsonObject form) {
        long id = administrator.post(kind, form).getJsonNumber("id").longValue();
        if (kind.equals("nodes") || kind.equals("routes")) {
            inUse.put(kind + "/" + id, form);
        }
        return id;
    }

    /** The next bench on the same exchange has other PACS under the same AE titles. */
    private void deactivateAll() {
        List<String> latestFirst = new ArrayList<>(inUse.keySet());
        Collections.reverse(latestFirst);
        for (String path : latestFirst) {
            JsonObject form = Objects.requireNonNull(inUse.remove(path));
            administrator.put(
                    path, Json.createObjectBuilder(form).add("active", false).build());
        }
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

    /** Images that the exchange has taken since it is there. */
    long imagesTaken() throws IOException {
        return (long) rows.number(TAKEN, "");
    }

    /** Images that destinations have confirmed since it is there. */
    long imagesDelivered() throws IOException {
        return (long) rows.number("select count(delivered_at) from instance where ? = ''", "");
    }

    /** Images a second that are collected, of all transfers together, while it looks on for that long. */
    double imagesPerSecond(Duration time) throws IOException {
        long began = System.nanoTime();
        double before = rows.number(TAKEN, "");
        while (System.nanoTime() - began < time.toNanos()) {
            LockSupport.parkNanos(time.toNanos() - (System.nanoTime() - began));
        }
        return (rows.number(TAKEN, "") - before) * 1e9 / (System.nanoTime() - began);
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
            if (ends) {
                running.close();
            } else {
                deactivateAll();
            }
        }
    }
}
