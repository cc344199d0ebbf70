package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
     * @param arguments the name of a bench, or none for all of them; {@code --quick} for fewer rounds
     */
    public static void main(String[] arguments) throws IOException {
        boolean quick = false;
        String only = "";
        for (String argument : arguments) {
            if (argument.equals("--quick")) {
                quick = true;
            } else if (ALL.containsKey(argument) && only.isEmpty()) {
                only = argument;
            } else {
                System.err.println("iep bench: \"" + argument + "\" is neither --quick nor one of " + ALL.keySet());
                System.exit(2);
            }
        }
        Path module = Checkout.here().root().resolve("bench");
        for (Map.Entry<String, Benchmark> each : ALL.entrySet()) {
            if (only.isEmpty() || only.equals(each.getKey())) {
                measure(each.getKey(), each.getValue(), quick, module);
            }
        }
    }

    /** Gigabytes in tens of thousands of files, which go after this program has ended: nobody has to wait for that. */
    private static void remove(Path folder) throws IOException {
        new ProcessBuilder("nice", "rm", "-rf", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * A folder of which ext4 puts each one below into another part of the disk ({@code chattr +T}). For minutes it looks
     * past whatever was deleted each time it makes a file in the same part, so that what a bench has removed would slow
     * down the one after it. Other file systems do without.
     */
    private static Path partOfDisk(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            new ProcessBuilder("chattr", "+T", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            Plan.say("Without chattr, a bench may be slower after another: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return folder;
    }

    private static void measure(String name, Benchmark benchmark, boolean quick, Path module) throws IOException {
        long began = System.nanoTime();
        Path folder = Files.createTempDirectory(partOfDisk(module.resolve("target")), name);
        try {
            Outcome outcome = benchmark.run(new Plan(quick, folder, began));
            Report.keep(outcome, quick, module.resolve("results/latest.json"));
            Plan.say("%s took %.0f s.", name, (System.nanoTime() - began) / 1e9);
            Report.text(outcome).forEach(System.out::println);
        } finally {
            remove(folder);
        }
    }
}
