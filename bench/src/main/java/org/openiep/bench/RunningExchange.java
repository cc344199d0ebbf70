package org.openiep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.demo.Checkout;
import org.openiep.demo.Exchange;
import org.openiep.demo.FirstStart;
import org.openiep.demo.Ports;
import org.openiep.demo.Server;

/** The whole exchange as it is deployed: server, database and mail, in processes of their own. */
final class RunningExchange implements AutoCloseable {
    /** As the guide to operating it has it. */
    private static final String SIZING = "-Xms512m -Xmx2g";

    /** A routed study is complete a second after its last image: nobody here waits for a slow scanner. */
    private static final Map<String, String> STANDING_SETTINGS = Map.of("IEP_POLICY_ROUTING_IDLE_TIME", "1s");

    private static @Nullable RunningExchange standing;

    private final Path folder;
    private final Exchange exchange;
    private final AtExit atExit;

    /**
     * Starts one.
     *
     * @param folder for all that it writes
     */
    RunningExchange(Path folder, Ports ports, Map<String, String> environment) throws IOException {
        this.folder = folder;
        Map<String, String> sized = new HashMap<>(environment);
        sized.putIfAbsent("JBOSS_JAVA_SIZING", SIZING);
        Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
        // The folder was made for us, and is replaced by what was kept.
        Files.deleteIfExists(folder);
        FirstStart.copyTo(folder, Checkout.here());
        exchange = Exchange.in(folder, Checkout.here(), ports, listening, sized);
        atExit = new AtExit(this::end);
        long began = System.nanoTime();
        exchange.start();
        Plan.say("The exchange started in %.0f s.", (System.nanoTime() - began) / 1e9);
    }

    /** One that stays up for as long as this program does, and so is the warmer the later a bench comes. */
    static synchronized RunningExchange standing() throws IOException {
        if (standing == null) {
            standing = new RunningExchange(BenchFolder.make("exchange"), new Ports(), STANDING_SETTINGS);
        }
        return standing;
    }

    /** Ends the one that stays up; the next bench has a new one. */
    static synchronized void endStanding() {
        if (standing != null) {
            standing.close();
            standing = null;
        }
    }

    Exchange exchange() {
        return exchange;
    }

    /** Server and database, without their descendants. */
    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        exchange.server().pid().ifPresent(pids::add);
        exchange.database().pid().ifPresent(pids::add);
        return pids;
    }

    @Override
    public void close() {
        end();
        atExit.close();
    }

    /** Nothing of it is kept, so nobody waits for it to end in good order. */
    private void end() {
        exchange.server().kill();
        exchange.database().kill();
        exchange.close();
        try {
            BenchFolder.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
