package org.openiep.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of the sources, with what the build has made of them.
 *
 * @param root absolute
 */
public record Checkout(Path root) {
    /** The checkout that the system property {@code iep.checkout} names, else the one that the current folder lies in. */
    public static Checkout here() {
        Path start = Path.of(System.getProperty("iep.checkout", "")).toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("wildfly-config/configure.sh"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException(start + " is not inside a checkout of the exchange");
    }

    /** The configured server, to be used read-only. */
    public Path server() {
        Path target = root.resolve("wildfly-config/target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(target, "wildfly-*")) {
                for (Path server : found) {
                    if (Files.exists(server.resolve("standalone/configuration/iep.xml"))) {
                        return server;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(target + " cannot be read", e);
            }
        }
        throw new IllegalStateException("the server has not been built: " + target + " has none");
    }

    /** The application. */
    public Path application() {
        Path ear = root.resolve("ear/target/iep.ear");
        if (!Files.exists(ear)) {
            throw new IllegalStateException("the application has not been built: there is no " + ear);
        }
        return ear;
    }
}
