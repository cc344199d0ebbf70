package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openiep.demo.Checkout;

/** The command {@code iep bench}. */
public final class Bench {
    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put(EngineBench.NAME, new EngineBench());
        ALL.put(StockPeerBench.NAME, new StockPeerBench());
        ALL.put(IngestBench.NAME, new IngestBench());
        ALL.put(DistantBench.NAME, new DistantBench());
        ALL.put(BlueLightBench.NAME, new BlueLightBench());
        ALL.put(ForwardBench.NAME, new ForwardBench());
    }

    private Bench() {}

    /**
     * Measures.
     *
     * @param arguments the name of a bench; {@code --quick} for fewer rounds
     */
    public static void main(String[] arguments) throws IOException {
        // Nothing that may have been left running keeps this program.
        System.exit(run(List.of(arguments)));
    }

    /** Measures; answers the exit code of the command. */
    static int run(List<String> arguments) throws IOException {
        boolean quick = arguments.contains("--quick");
        List<String> names =
                arguments.stream().filter(each -> !each.equals("--quick")).toList();
        Benchmark benchmark = names.size() == 1 ? ALL.get(names.get(0)) : null;
        if (benchmark == null) {
            System.err.println("iep bench: \"" + String.join(" ", names) + "\" is not one of " + ALL.keySet());
            return 2;
        }
        measure(names.get(0), benchmark, quick);
        return 0;
    }

    private static void measure(String name, Benchmark benchmark, boolean quick) throws IOException {
        long began = System.nanoTime();
        Path folder = BenchFolder.make(name);
        try {
            Outcome outcome = benchmark.run(new Plan(quick, folder, began));
            Report.keep(outcome, quick, Checkout.here().root().resolve("bench/results/latest.json"));
            Plan.say("%s took %.0f s.", name, (System.nanoTime() - began) / 1e9);
            Report.text(outcome).forEach(System.out::println);
        } finally {
            BenchFolder.remove(folder);
        }
    }
}
