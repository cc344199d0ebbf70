package org.openiep.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.openiep.demo.Hospital.Person;
import org.openiep.demo.Hospital.Registered;
import org.openiep.demo.Transfer.Urgency;
import org.openiep.dicom.file.Part10File;

/** Starts the exchange and two hospitals on this machine, and sends a study from one to the other. */
public final class Demo implements AutoCloseable {
    private static final List<Person> NORTH_STAFF = List.of(
            new Person("Dr", "Nadia", "Northcliffe", "CLINICIAN"), new Person("", "Peter", "Penhallow", "PACS_TEAM"));
    private static final List<Person> SOUTH_STAFF = List.of(
            new Person("Dr", "Simon", "Southgate", "CLINICIAN"), new Person("", "Paula", "Pemberton", "PACS_TEAM"));

    private final PrintStream out;
    private final Exchange exchange;
    private final Hospital north;
    private final Hospital south;
    private final String staffPassword;

    private Demo(Path folder, PrintStream out) throws IOException {
        this.out = out;
        Ports ports = new Ports();
        Server.Listening listening = new Server.Listening(
                ports.preferably(8080), ports.preferably(8443), ports.free(), ports.preferably(11112));
        this.exchange = Exchange.in(folder, Checkout.here(), ports, listening, Map.of());
        this.staffPassword = Secrets.keptIn(folder.resolve("staff-password"));
        this.north = hospital("Northmoor General Hospital", "ZZN01", "northmoor.example", "NORTHMOOR", folder, ports);
        this.south = hospital("Southmere Royal Infirmary", "ZZS02", "southmere.example", "SOUTHMERE", folder, ports);
    }

    private static Hospital hospital(
            String name, String odsCode, String domain, String aeTitle, Path folder, Ports ports) throws IOException {
        // Its port is kept with its images: the exchange's database of an earlier run knows it by that.
        Path place = Files.createDirectories(folder.resolve(aeTitle.toLowerCase(Locale.ROOT)));
        Path portFile = place.resolve("port");
        int port = Files.exists(portFile)
                ? Integer.parseInt(Files.readString(portFile).strip())
                : ports.free();
        Files.writeString(portFile, Integer.toString(port));
        return new Hospital(name, odsCode, domain, new SmallPacs(aeTitle, place.resolve("images"), port));
    }

    /**
     * Runs the demonstration.
     *
     * @param arguments {@code --once} and {@code --data FOLDER}, each or none
     */
    public static void main(String[] arguments) {
        List<String> options = Arrays.asList(arguments);
        boolean once = options.contains("--once");
        int data = options.indexOf("--data");
        boolean known = options.size() == (once ? 1 : 0) + (data < 0 ? 0 : 2) && data != options.size() - 1;
        if (!options.isEmpty() && !known) {
            System.err.println("Known options are --once and --data FOLDER, not: " + String.join(" ", options));
            System.exit(1);
        }
        try {
            boolean kept = data >= 0;
            Path folder = kept
                    ? Path.of(options.get(data + 1)).toAbsolutePath().normalize()
                    : Checkout.here().root().resolve("demo/target/data");
            endLeftovers(folder);
            if (!kept) {
                FolderTree.remove(folder);
            }
            System.exit(run(folder, once, System.out));
        } catch (IOException | RuntimeException e) {
            System.err.println("The demonstration could not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static int run(Path folder, boolean once, PrintStream out) throws IOException {
        Files.createDirectories(folder);
        Demo demo = new Demo(folder, out);
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C ends up here, and so does every other end but kill -9.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            demo.close();
            stopped.countDown();
        }));
        demo.start();
        try {
            demo.transfer(once);
        } catch (IOException | RuntimeException e) {
            out.println("The transfer failed: " + e.getMessage());
            if (once) {
                return 1;
            }
        }
        if (!once) {
            demo.sayWhereEverythingIs();
            await(stopped);
        }
        return 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws IOException {
        say("Starting database, mail and server (on JDK "
                + exchange.server().jdk().version() + "). This takes a while.");
        long begin = System.nanoTime();
        exchange.start();
        say("The exchange is ready after " + seconds(begin) + " s.");
        north.pacs().introduce("OPENIEP", "127.0.0.1", exchange.server().ports().dicom());
        south.pacs().introduce("OPENIEP", "127.0.0.1", exchange.server().ports().dicom());
        for (SampleStudy study : SampleStudy.ALL) {
            north.pacs().add(study);
        }
        south.pacs().add(SampleStudy.HEAD_MR.of(SamplePatient.QUILLFEATHER));
        north.pacs().start();
        south.pacs().start();
    }

    private void transfer(boolean once) throws IOException {
        Api administrator = new Api(exchange, exchange.administrator(), exchange.administratorPassword());
        Registered from = north.register(administrator, NORTH_STAFF, staffPassword);
        Registered to = south.register(administrator, SOUTH_STAFF, staffPassword);
        Api sender = new Api(exchange, NORTH_STAFF.get(1).email(north.domain()), staffPassword);

        SampleStudy study = SampleStudy.CHEST_CT;
        // A demonstration before this one may have left it there, and would prove nothing today.
        south.pacs().remove(study.studyInstanceUid());
        say("Sending \"" + study.description() + "\" (" + study.images() + " images) from " + north.name() + " to "
                + south.name() + " as blue light.");
        long begin = System.nanoTime();
        Transfer transfer = Transfer.send(sender, from.node(), to.institution(), study, Urgency.BLUE_LIGHT);
        transfer.awaitDelivery(line -> say("  " + transfer.reference() + ": " + line));
        String took = seconds(begin);
        int arrived = compare(study);
        if (!once) {
            Transfer.send(sender, from.node(), to.institution(), SampleStudy.HEAD_MR, Urgency.NORMAL);
            Transfer.send(sender, from.node(), to.institution(), SampleStudy.CHEST_CR, Urgency.BATCH);
        }
        say("delivered " + arrived + " of " + study.images() + " images in " + took + " s");
    }

    /** The proof does not rest on what the exchange says: the receiving PACS has every image, byte for byte. */
    private int compare(SampleStudy study) throws IOException {
        List<Path> sent = north.pacs().files(study.studyInstanceUid());
        List<Path> received = south.pacs().files(study.studyInstanceUid());
        if (received.size() != sent.size()) {
            throw new IllegalStateException("it is called delivered, but " + south.name() + " has only "
                    + received.size() + " of " + sent.size() + " images");
        }
        for (int i = 0; i < sent.size(); i++) {
            try (var ours = Part10File.open(sent.get(i)).dataSet();
                    var theirs = Part10File.open(received.get(i)).dataSet()) {
                if (!Arrays.equals(ours.readAllBytes(), theirs.readAllBytes())) {
                    throw new IllegalStateException("image " + (i + 1) + " is not the one that was sent");
                }
            }
        }
        return received.size();
    }

    private void sayWhereEverythingIs() {
        say("");
        say("Staff console    " + exchange.server().address());
        say("                 (the browser warns of a certificate that this machine has signed itself)");
        say("Mails            " + exchange.mail().address());
        say("API              " + exchange.server().address().resolve("/api/v1/openapi.yaml"));
        say("Log              " + exchange.server().log());
        say("");
        say("Sign in as       with the password " + staffPassword);
        signIns(north, NORTH_STAFF);
        signIns(south, SOUTH_STAFF);
        say("Administrator    " + exchange.administrator() + " with the password " + exchange.administratorPassword());
        say("");
        say("To send one yourself, search " + north.name() + "'s PACS for "
                + SamplePatient.ALL.stream()
                        .map(patient -> patient.id() + " (" + patient.lastName() + ")")
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("")
                + ".");
        say("Ctrl-C ends it all.");
    }

    private void signIns(Hospital hospital, List<Person> staff) {
        for (Person person : staff) {
            say(String.format(
                    "  %-26s %s, %s",
                    person.email(hospital.domain()),
                    "CLINICIAN".equals(person.role()) ? "clinician" : "PACS team",
                    hospital.name()));
        }
    }

    @Override
    public void close() {
        exchange.close();
        north.pacs().close();
        south.pacs().close();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static String seconds(long since) {
        return String.format(
                Locale.ROOT, "%.1f", Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0);
    }

    /** What an earlier run, ended by force, left running in this folder would keep its ports. */
    private static void endLeftovers(Path folder) {
        Path server = folder.resolve("server");
        Leftover.end(server.resolve("process"), "-Djboss.server.base.dir=" + server, "TERM");
        Path data = folder.resolve("database/data");
        Leftover.end(data.resolve("postmaster.pid"), data.toString(), "INT");
    }
}
