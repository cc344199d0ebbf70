package org.openiep.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A Java installation.
 *
 * @param home its folder
 * @param version its feature release, for example 25
 */
public record Jdk(Path home, int version) {
    /** WildFly 39 is tested by its makers up to this release. */
    private static final int NEWEST_FOR_SERVER = 25;

    private static final int OLDEST_FOR_SERVER = 17;

    /** The newest installation on this machine that the server runs on; the one that runs us is always among them. */
    public static Jdk newestForServer() {
        List<Jdk> found = new ArrayList<>();
        at(Path.of(System.getProperty("java.home"))).ifPresent(found::add);
        Path installations = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installations)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(installations)) {
                folders.forEach(folder -> at(folder).ifPresent(found::add));
            } catch (IOException unreadable) {
                // The one that runs us will do.
                found.removeIf(jdk -> jdk.home().startsWith(installations));
                at(Path.of(System.getProperty("java.home"))).ifPresent(found::add);
            }
        }
        return found.stream()
                .filter(jdk -> jdk.version() >= OLDEST_FOR_SERVER && jdk.version() <= NEWEST_FOR_SERVER)
                .max(Comparator.comparingInt(Jdk::version))
                .orElseThrow(() -> new IllegalStateException(
                        "the server needs a JDK from " + OLDEST_FOR_SERVER + " to " + NEWEST_FOR_SERVER));
    }

    /** Path of one of its programs. */
    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Reads the file {@code release} that every JDK has; a folder without keytool is no JDK. */
    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/keytool"))) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(new Jdk(home, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
