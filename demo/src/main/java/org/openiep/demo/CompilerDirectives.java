package org.openiep.demo;

import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the JVM what its optimizing compiler need not look at, since it runs at the start of a server alone. */
final class CompilerDirectives {
    private CompilerDirectives() {}

    /** The options by which a server reads the file that its configuration has for that; empty where there is none. */
    static String option(Path server) {
        Path file = server.resolve("standalone/configuration/iep-compiler.json");
        return Files.exists(file) && StartOption.canName(file)
                ? "-XX:+UnlockDiagnosticVMOptions -XX:CompilerDirectivesFile=" + file
                : "";
    }
}
