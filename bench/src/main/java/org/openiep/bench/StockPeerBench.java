package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openiep.demo.FolderTree;
import org.openiep.demo.Ports;

/**
 * DCMTK as it is packaged, with Nagle's algorithm on: every answer of its {@code storescp} waits for a delayed
 * acknowledgement of 40 ms, unless the sender acknowledges at once (TCP_QUICKACK).
 */
final class StockPeerBench implements Benchmark {
    static final String NAME = "stock-peer";
    private static final double GOAL = 15;
    private static final double RECEIVER_GOAL = 1.5;

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        // At 40 ms an image fewer are enough to know the rate of storescu; the engine's would be that of connecting.
        Study few = Study.of(ObjectShape.CT, plan.images(40));
        Study many = Study.of(ObjectShape.CT, 400);
        Path folder = plan.folder("to-send");
        few.write(folder);
        List<Path> files = many.write(plan.folder("many-to-send"));
        Path log = plan.folder().resolve("storescu.log");
        try (Receiver stock = StoreScp.stock(plan.folder("dcmtk"), ports);
                Receiver ours = BareReceiver.writingFiles(plan.folder("engine"), ports)) {
            warmUp(plan, ports);
            for (int round = 0; round < plan.rounds(); round++) {
                double sent = EngineSender.send(many.shape(), files, stock.target());
                medians.add(Measurement.of("engine to storescp", many, 1, sent, -1));
                double theirs = StoreScu.send(folder, stock.target(), false, log);
                medians.add(Measurement.of("storescu to storescp", few, 1, theirs, -1));
                double received = StoreScu.send(folder, ours.target(), false, log);
                medians.add(Measurement.of("storescu to engine", few, 1, received, -1));
                // The engine keeps no object twice.
                FolderTree.remove(plan.folder().resolve("engine/storage"));
                plan.folder("engine/storage");
            }
        }
        double among = medians.line("storescu to storescp", "CT", 1).imagesPerSecond();
        double receiver = medians.line("storescu to engine", "CT", 1).imagesPerSecond() / among;
        double sender = medians.line("engine to storescp", "CT", 1).imagesPerSecond() / among;
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atLeast("receiving from storescu ours/dcmtk", receiver, RECEIVER_GOAL),
                        Outcome.Ratio.atLeast("stock-peer ours/dcmtk", sender, GOAL)),
                List.of(
                        "DCMTK as packaged: no TCP_NODELAY in its environment.",
                        "Rates of " + many.images().size() + " images sent by the engine and "
                                + few.images().size() + " sent by storescu, the start of its process included."));
    }

    private static void warmUp(Plan plan, Ports ports) throws IOException {
        Study study = Study.of(ObjectShape.CT, 300);
        List<Path> files = study.write(plan.folder("warm-up"));
        try (Receiver nothing = BareReceiver.keepingNothing(plan.folder("nothing"), ports)) {
            for (int i = 0; i < 15; i++) {
                EngineSender.send(study.shape(), files, nothing.target());
            }
        }
    }
}
