package org.openiep.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * What only the first start of an exchange has to do, done once for all that are measured: a database with its schema, a
 * certificate, the first administrator, and the archive of the server's classes. Hospitals meet an exchange that has
 * been started before.
 */
public final class FirstStart {
    private static final String NAME = "exchange-";

    private FirstStart() {}

    /** Starts an exchange, stops it in good order and keeps what it has written, unless that was done before. */
    public static void main(String[] arguments) throws IOException {
        Checkout checkout = Checkout.here();
        ClassArchive archive = ClassArchive.of(checkout.server(), Jdk.newestForServer());
        Path kept = kept(checkout);
        if (Files.exists(kept) && !archive.isMissing()) {
            return;
        }
        Path build = kept.getParent();
        Path folder = Files.createTempDirectory(build, "first-start");
        try {
            // Under their final names only when they are whole.
            Path classes = folder.resolve("classes");
            Path files = folder.resolve("exchange");
            Ports ports = new Ports();
            Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
            Map<String, String> making =
                    archive.isMissing() ? Map.of("JBOSS_JAVA_SIZING", ClassArchive.making(classes)) : Map.of();
            try (Exchange exchange = Exchange.in(files, checkout, ports, listening, making)) {
                exchange.start();
            }
            if (archive.isMissing()) {
                Files.move(classes, archive.file());
            }
            try (DirectoryStream<Path> outdated = Files.newDirectoryStream(build, NAME + "*")) {
                for (Path each : outdated) {
                    FolderTree.remove(each);
                }
            }
            Files.move(files, kept);
        } finally {
            FolderTree.remove(folder);
        }
    }

    /**
     * Gives an exchange that has not been started a copy of what was kept, so that it starts as one that has been. Does
     * nothing where nothing was kept.
     *
     * @param folder of the exchange; there must be none yet
     */
    public static void copyTo(Path folder, Checkout checkout) throws IOException {
        Path kept = kept(checkout);
        if (Files.exists(kept) && !PostgresPrograms.isElsewhere(Exchange.database(kept))) {
            Child.run(List.of("cp", "-a", kept.toString(), folder.toString()), kept, "");
        }
    }

    /** Another application may have another schema, and another PostgreSQL other files. */
    private static Path kept(Checkout checkout) throws IOException {
        CRC32 application = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(checkout.application()), application)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return checkout.server()
                .resolveSibling(NAME + Long.toHexString(application.getValue()) + "-"
                        + Long.toHexString(PostgresPrograms.checksum()));
    }
}
