package org.openiep.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Ports;

/**
 * A study from PACS A to PACS B: straight, through the whole deployed exchange (asked for, collected, kept, synced,
 * catalogued and delivered), and through an Orthanc in between. Both PACS are Orthanc in its shipped settings, which sync
 * and catalogue what they take; A sends as it does when somebody orders it at its screen, or when the exchange asks.
 */
final class ForwardBench implements Benchmark {
    static final String NAME = "forward";
    private static final int IMAGES = 500;
    private static final int WARM_UP = 2;
    private static final double GOAL = 1.3;
    private static final double ROUTING_GOAL = 4;
    private static final String A = "PACSA";
    private static final String B = "PACSB";
    private static final String BETWEEN = "BETWEEN";
    private static final String DIRECT = "A to B";
    private static final String EXCHANGE = "A to exchange to B";
    private static final String ROUTING = "A to Orthanc to B, routing";
    private static final String FASTEST = "A to Orthanc to B, fastest";
    private static final long LOOK_EVERY_NANOS = 5_000_000;

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < WARM_UP + plan.rounds(); i++) {
            studies.add(Study.of(ObjectShape.CT, IMAGES));
        }
        try (Orthanc pacsA = Orthanc.pacs(A, plan.folder("a"), ports);
                Archive pacsB = Orthanc.pacs(B, plan.folder("b"), ports)) {
            pacsA.meets(pacsB.target());
            CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> load(pacsA, studies));
            try (Site site = new Site(plan.folder("exchange"), ports, Map.of())) {
                loaded.join();
                pacsA.meets(Target.local(site.dicomPort(), Site.AE_TITLE));
                Way way = new Way(
                        site,
                        pacsA,
                        pacsB,
                        site.hospital(A, pacsA.target().port(), 4, false),
                        site.hospital(B, pacsB.target().port(), 4, true));
                for (Study study : studies.subList(0, WARM_UP)) {
                    way.exchange(study);
                }
                for (Study study : studies.subList(WARM_UP, studies.size())) {
                    medians.add(Measurement.of(DIRECT, study, 1, way.direct(study), -1));
                    medians.add(Measurement.of(EXCHANGE, study, 1, way.exchange(study), -1));
                }
                Study study = studies.get(0);
                medians.add(Measurement.of(FASTEST, study, 1, way.fastest(study, plan, ports), -1));
                medians.add(Measurement.of(ROUTING, study, 1, way.routing(study, plan, ports), -1));
            }
        }
        double direct = medians.line(DIRECT, "CT", 1).imagesPerSecond();
        double exchange = medians.line(EXCHANGE, "CT", 1).imagesPerSecond();
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atLeast(
                                "images/s, exchange/Orthanc fastest",
                                exchange / medians.line(FASTEST, "CT", 1).imagesPerSecond(),
                                1),
                        Outcome.Ratio.atLeast(
                                "images/s, exchange/Orthanc routing",
                                exchange / medians.line(ROUTING, "CT", 1).imagesPerSecond(),
                                ROUTING_GOAL),
                        Outcome.Ratio.atMost("forward exchange/direct", direct / exchange, GOAL)),
                List.of("500 CT images."));
    }

    private static void load(Orthanc pacs, List<Study> studies) {
        try {
            for (Study study : studies) {
                pacs.take(study, 4);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** From A to B; each answers the seconds from the order until B has answered for the last image. B is empty again. */
    private record Way(Site site, Orthanc pacsA, Archive pacsB, Site.Hospital from, Site.Hospital to) {
        double direct(Study study) throws IOException {
            long began = System.nanoTime();
            pacsA.sends(study, B);
            return since(began, study);
        }

        double exchange(Study study) throws IOException {
            long began = System.nanoTime();
            site.transfer(from, to, study, false);
            site.awaitStatus(study, "DELIVERED");
            double seconds = since(began, study);
            Plan.say("%s", site.stages(study));
            return seconds;
        }

        double fastest(Study study, Plan plan, Ports ports) throws IOException {
            try (Orthanc between = Orthanc.fastest(BETWEEN, plan.folder("fastest"), ports)) {
                between.meets(pacsB.target());
                pacsA.meets(between.target());
                long began = System.nanoTime();
                pacsA.sends(study, BETWEEN);
                between.sends(study, B);
                return since(began, study);
            }
        }

        double routing(Study study, Plan plan, Ports ports) throws IOException {
            try (Orthanc between = Orthanc.routing(BETWEEN, plan.folder("routing"), ports, B)) {
                between.meets(pacsB.target());
                pacsA.meets(between.target());
                long began = System.nanoTime();
                pacsA.sends(study, BETWEEN);
                while (pacsB.instances() < study.images().size()) {
                    LockSupport.parkNanos(LOOK_EVERY_NANOS);
                }
                return since(began, study);
            }
        }

        private double since(long began, Study study) throws IOException {
            double seconds = (System.nanoTime() - began) / 1e9;
            int arrived = pacsB.instances();
            if (arrived != study.images().size()) {
                throw new IOException(
                        "B holds " + arrived + " objects of " + study.images().size() + ".");
            }
            pacsB.clear();
            return seconds;
        }
    }
}
