package org.openiep.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How PixelMed's programs are started (Debian: {@code apt install libpixelmed-java}). */
final class PixelMed {
    private static final Path JARS = Path.of("/usr/share/java");

    private PixelMed() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * What follows {@link #java}.
     *
     * @param folder takes the place of the home folder, where its programs look for their settings
     * @param program a class, or a source file
     */
    static String[] command(Path folder, List<String> options, String program, String... arguments) {
        if (!Files.exists(JARS.resolve("pixelmed.jar"))) {
            throw new AssertionError("The tests need PixelMed's toolkit (Debian: apt-get install libpixelmed-java)");
        }
        List<String> command = new ArrayList<>(List.of("-Duser.home=" + folder, "-Djava.awt.headless=true"));
        command.addAll(options);
        command.add("-cp");
        command.add(
                JARS + "/pixelmed.jar:" + JARS + "/commons-codec.jar:" + JARS + "/vecmath.jar:" + JARS + "/hsqldb.jar");
        command.add(program);
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** A source file of the tests' resources, which Java runs as it is. */
    static Path source(Path folder, String name) throws IOException {
        try (InputStream in = PixelMed.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError(name + " is missing among the resources");
            }
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    /**
     * Starts its server, which keeps objects and answers searches from a database of its own.
     *
     * @param ours where it finds OURS when it moves objects there
     */
    static Tool pacs(Path folder, int port, int ours) throws IOException {
        Files.createDirectory(folder.resolve("pacs"));
        Files.writeString(folder.resolve(".com.pixelmed.server.DicomAndWebStorageServer.properties"), """
                Dicom.ListeningPort=%d
                Dicom.CalledAETitle=PIXELMED
                Dicom.CallingAETitle=PIXELMED
                Dicom.PrimaryDeviceType=ARCHIVE
                Dicom.RemoteAEs=ours
                Dicom.RemoteAEs.ours.CalledAETitle=OURS
                Dicom.RemoteAEs.ours.HostNameOrIPAddress=127.0.0.1
                Dicom.RemoteAEs.ours.Port=%d
                Dicom.RemoteAEs.ours.PrimaryDeviceType=ARCHIVE
                Application.SavedImagesFolderName=%s
                Application.DatabaseFileName=%s
                """.formatted(
                        port, ours, folder.resolve("pacs"), folder.resolve("database")));
        return Tool.start(folder, java(), command(folder, List.of(), "com.pixelmed.server.DicomAndWebStorageServer"));
    }
}
