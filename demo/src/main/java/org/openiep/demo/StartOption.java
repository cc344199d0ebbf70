package org.openiep.demo;

import java.nio.file.Path;

/** An option of the JVM that the server's start script passes on. */
final class StartOption {
    private StartOption() {}

    /** May it name this file? The script takes options apart at spaces. */
    static boolean canName(Path file) {
        return file.toString().indexOf(' ') < 0;
    }
}
