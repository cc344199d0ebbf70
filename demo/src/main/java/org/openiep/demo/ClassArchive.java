package org.openiep.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the classes that a server has loaded when it has started, in the form that the JVM has them in memory (class data
 * sharing), so that later starts need neither parse nor verify them. A class that has changed since is loaded as ever.
 *
 * @param file where it is kept, or will be
 */
record ClassArchive(Path file) {
    /** That of a server on a JDK; each JDK needs its own. */
    static ClassArchive of(Path server, Jdk jdk) {
        return new ClassArchive(server.resolveSibling("classes-" + jdk.version() + ".jsa"));
    }

    /** Is there none yet, and could a server be told of one? */
    boolean isMissing() {
        return !Files.exists(file) && StartOption.canName(file);
    }

    /** The option by which a server makes it when it ends. */
    static String making(Path file) {
        return "-XX:ArchiveClassesAtExit=" + file;
    }

    /** The option by which a server starts with it; empty where there is none. */
    String option() {
        return Files.exists(file) && StartOption.canName(file) ? "-XX:SharedArchiveFile=" + file : "";
    }
}
