package org.openiep.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps the classes that a server has loaded when it has started, in the form that the JVM has them in memory (class data
 * sharing), so that later starts need neither parse nor verify them. A class that has changed since is loaded as ever.
 */
public final class ClassArchive {
    private ClassArchive() {}

    /** Starts a server and stops it again, which makes the archive, unless there is one. */
    public static void main(String[] arguments) throws IOException {
        Checkout checkout = Checkout.here();
        Path archive = of(checkout.server(), Jdk.newestForServer());
        if (Files.exists(archive) || !StartOption.canName(archive)) {
            return;
        }
        Path folder = Files.createTempDirectory(archive.getParent(), "archive");
        try {
            // Under its final name only when it is whole.
            Path half = folder.resolve(archive.getFileName());
            Ports ports = new Ports();
            Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
            Map<String, String> dumping = Map.of("JBOSS_JAVA_SIZING", "-XX:ArchiveClassesAtExit=" + half);
            try (Exchange exchange = Exchange.in(folder.resolve("exchange"), checkout, ports, listening, dumping)) {
                exchange.start();
            }
            Files.move(half, archive);
        } finally {
            FolderTree.remove(folder);
        }
    }

    /** The options by which a server starts with its archive; empty where there is none. */
    static String option(Path server, Jdk jdk) {
        Path archive = of(server, jdk);
        return Files.exists(archive) && StartOption.canName(archive) ? "-XX:SharedArchiveFile=" + archive : "";
    }

    /** Each JDK needs its own. */
    private static Path of(Path server, Jdk jdk) {
        return server.resolveSibling("classes-" + jdk.version() + ".jsa");
    }
}
