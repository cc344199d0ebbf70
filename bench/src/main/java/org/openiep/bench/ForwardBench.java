package org.openiep.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openiep.demo.Ports;

/**
 * Two questions. What does the exchange add when a hospital's PACS sends a study to another's? Both PACS are Orthanc in its
 * shipped settings, which sync and catalogue what they take; A sends as it does when somebody orders it at its screen, or
 * when the exchange asks. And how fast is what stands between, the exchange or an Orthanc that forwards? There the ends
 * cost little ({@link StoreAndForward}), else the PACS would be measured again.
 */
final class ForwardBench implements Benchmark {
    static final String NAME = "forward";
    private static final int IMAGES = 500;

    private static final int ASSOCIATIONS = 4;

    /** Since the exchange is warm, in a quick run; what the PACS have a part in is slow, and has no further round then. */
    private static final Duration SLOW_ROUNDS_UNTIL = Duration.ofSeconds(20);

    /** The same, for more rounds of what takes a second. */
    private static final Duration ROUTES_UNTIL = Duration.ofSeconds(26);

    private static final String DIRECT = "A to B";
    private static final String BY_EXCHANGE = "A to exchange to B";
    private static final String EXCHANGE = "exchange forwards";
    private static final String FASTEST = "fast Orthanc forwards";
    private static final String ROUTED = "exchange routes";
    private static final String ROUTING = "Orthanc routes";

    private static final double GOAL = 1.3;
    private static final double FASTEST_GOAL = 1;
    private static final double ROUTING_GOAL = 4;

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        Study study = Study.of(ObjectShape.CT, IMAGES);
        CompletableFuture<Site> starting = Site.standing();
        try (Orthanc pacsA = Orthanc.pacs("PACSA", plan.folder("a"), ports);
                Orthanc pacsB = Orthanc.pacs("PACSB", plan.folder("b"), ports);
                MemoryFolder memory = MemoryFolder.make(plan.folder("files"));
                Archive files = StoreScp.withoutNagle(memory.path(), ports);
                StoreAndForward.Orthancs orthancs = new StoreAndForward.Orthancs(files, plan, ports)) {
            pacsA.take(study, ASSOCIATIONS);
            try (Site site = starting.join();
                    StoreAndForward between = new StoreAndForward(site, files, orthancs, ports)) {
                between.warmUp();
                Plan warm = plan.beginsNow();
                Study another = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(FASTEST, another, 1, between.throughFastestOrthanc(another), -1));
                // Once only, and so to its advantage: the second study takes it three times as long as the first.
                medians.add(Measurement.of(ROUTING, another, 1, between.throughRoutingOrthanc(another), -1));
                PacsToPacs pacs = new PacsToPacs(site, pacsA, pacsB, ASSOCIATIONS);
                for (int round = 0; round < plan.rounds(); round++) {
                    if (round == 0 || warm.hasTime(SLOW_ROUNDS_UNTIL)) {
                        medians.add(Measurement.of(BY_EXCHANGE, study, 1, pacs.throughExchange(study), -1));
                    }
                    // It takes the same each time; once is between two rounds of the other, since hosts get busy.
                    if (!plan.quick() || round == 0) {
                        medians.add(Measurement.of(DIRECT, study, 1, pacs.straight(study), -1));
                    }
                    another = Study.of(ObjectShape.CT, IMAGES);
                    medians.add(Measurement.of(EXCHANGE, another, 1, between.throughExchange(another), -1));
                    route(between, medians);
                }
                while (plan.quick() && warm.hasTime(ROUTES_UNTIL)) {
                    route(between, medians);
                }
                between.awaitRoutes();
            }
        }
        return outcome(medians);
    }

    private static void route(StoreAndForward between, Medians medians) throws IOException {
        Study study = Study.of(ObjectShape.CT, IMAGES);
        medians.add(Measurement.of(ROUTED, study, 1, between.throughRoute(study), -1));
    }

    private static Outcome outcome(Medians medians) {
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atLeast(
                                "images/s, exchange/fast Orthanc",
                                rate(medians, EXCHANGE) / rate(medians, FASTEST),
                                FASTEST_GOAL),
                        Outcome.Ratio.atLeast(
                                "images/s, routed, exchange/Orthanc",
                                rate(medians, ROUTED) / rate(medians, ROUTING),
                                ROUTING_GOAL),
                        Outcome.Ratio.atMost(
                                "forward exchange/direct", rate(medians, DIRECT) / rate(medians, BY_EXCHANGE), GOAL)),
                List.of(
                        IMAGES + " CT images, from the order until B has answered for the last. A and B: Orthanc in its"
                                + " shipped settings (sync, catalogue).",
                        "forwards: the same from a sender that sends from memory to DCMTK's storescp, which writes files"
                                + " to memory. Fast Orthanc: no sync, no MD5, long PDUs, told to send at the moment when it"
                                + " has all.",
                        "routes: with no order, from the first image until the last is there. The exchange by a route,"
                                + " Orthanc by its Lua script for each image. All with TCP_NODELAY=1."));
    }

    private static double rate(Medians medians, String way) {
        return medians.line(way, "CT", 1).imagesPerSecond();
    }
}
