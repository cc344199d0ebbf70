package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.openiep.demo.Ports;

/**
 * The engine without the exchange around it: as a receiver that writes files against DCMTK's {@code storescp --fork},
 * and as a sender of files against DCMTK's {@code storescu}. Both peers run with TCP_NODELAY=1.
 */
final class EngineBench implements Benchmark {
    static final String NAME = "engine";
    /** Studies of 500 images that the receivers take before they are measured. */
    private static final int WARM_UP = 12;

    /** Times that the study is sent before it is measured: the compiler needs some thousand objects. */
    private static final int SENDER_WARM_UP = 80;

    /** A study takes a tenth of a second; one alone would say more about the moment than about the sender. */
    private static final int SENDINGS = 3;

    private static final double RECEIVER_GOAL = 1.05;
    private static final double SENDER_GOAL = 3;

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        receive(plan, ports, medians);
        send(plan, ports, medians);
        double sender = medians.line("engine sends", "CT", 1).imagesPerSecond()
                / medians.line("DCMTK storescu", "CT", 1).imagesPerSecond();
        double receiver = medians.line("engine", "CT", 4).imagesPerSecond()
                / medians.line("DCMTK storescp", "CT", 4).imagesPerSecond();
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atLeast("sender ours/storescu", sender, SENDER_GOAL),
                        Outcome.Ratio.atLeast("engine ours/dcmtk", receiver, RECEIVER_GOAL)),
                List.of(
                        "Receivers write files to memory and force nothing to disk; senders send files that are in"
                                + " memory to a receiver that keeps nothing.",
                        "Time of storescu: the whole process, its start included."));
    }

    private static void receive(Plan plan, Ports ports, Medians medians) throws IOException {
        try (MemoryFolder files = MemoryFolder.make(plan.folder("files"));
                Receiver ours = BareReceiver.writingFiles(files.folder("engine"), ports);
                Receiver dcmtk = StoreScp.withoutNagle(files.folder("dcmtk"), ports);
                Receiver nothing = BareReceiver.keepingNothing(plan.folder("nothing"), ports)) {
            for (int i = 0; i < WARM_UP; i++) {
                for (Receiver receiver : List.of(nothing, ours, dcmtk)) {
                    receiver.take(Study.of(ObjectShape.CT, 500), 4);
                }
                files.clear();
            }
            for (int round = 0; round < plan.rounds(); round++) {
                medians.add(nothing.take(Study.of(ObjectShape.CT, plan.images(1000)), 4));
                for (int associations : List.of(1, 2, 4)) {
                    for (Receiver receiver : Plan.inTurns(List.of(ours, dcmtk), round)) {
                        medians.add(receiver.take(Study.of(ObjectShape.CT, plan.images(500)), associations));
                        files.clear();
                    }
                }
            }
        }
    }

    private static void send(Plan plan, Ports ports, Medians medians) throws IOException {
        Study study = Study.of(ObjectShape.CT, 500);
        Path folder = plan.folder("to-send");
        List<Path> files = study.write(folder);
        try (Receiver nothing = BareReceiver.keepingNothing(plan.folder("nothing"), ports)) {
            Target target = nothing.target();
            for (int i = 0; i < SENDER_WARM_UP; i++) {
                EngineSender.send(study.shape(), files, target);
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (int i = 0; i < SENDINGS; i++) {
                    double ours = EngineSender.send(study.shape(), files, target);
                    medians.add(Measurement.of("engine sends", study, 1, ours, -1));
                }
                for (int i = 0; i < SENDINGS; i++) {
                    double theirs =
                            StoreScu.send(folder, target, true, plan.folder().resolve("storescu.log"));
                    medians.add(Measurement.of("DCMTK storescu", study, 1, theirs, -1));
                }
            }
        }
    }
}
