package org.openiep.imaging;

import java.nio.file.Path;

/**
 * The one folder that holds images: {@code incoming} while they come, {@code store} where they stay. {@code IEP_DATA}
 * names it; without that it is {@code iep} in the server's data folder.
 */
public final class DataFolder {
    private DataFolder() {}

    /** The folder, absolute. */
    public static Path path() {
        String named = System.getenv("IEP_DATA");
        if (named != null && !named.isBlank()) {
            return Path.of(named).toAbsolutePath();
        }
        return Path.of(System.getProperty("jboss.server.data.dir", "data"), "iep")
                .toAbsolutePath();
    }
}
