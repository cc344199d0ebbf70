package org.openiep.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openiep.demo.Ports;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.Services;

/**
 * The engine alone as a receiver, in a JVM of its own, under any AE title: it writes files as they come and forces nothing
 * to disk.
 */
final class BareReceiver implements Receiver {
    private final String name;
    private final Target target;
    private final PeerProcess process;

    private BareReceiver(String name, String sink, Path folder, Ports ports) throws IOException {
        this.name = name;
        int port = ports.free();
        target = Target.local(port, "BARE");
        Path storage = Files.createDirectories(folder.resolve("storage"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BareReceiver.class.getName(),
                sink,
                Integer.toString(port),
                storage.toString());
        process = new PeerProcess(command, Map.of(), port, folder.resolve("bare.log"));
    }

    /** Writes a Part 10 file for each object. */
    static BareReceiver writingFiles(Path folder, Ports ports) throws IOException {
        return new BareReceiver("engine", "files", folder, ports);
    }

    /** Keeps nothing. */
    static BareReceiver keepingNothing(Path folder, Ports ports) throws IOException {
        return new BareReceiver("engine, nothing kept", "nothing", folder, ports);
    }

    /**
     * The receiving process.
     *
     * @param arguments {@code files} or {@code nothing}, the port, and the folder
     */
    @SuppressWarnings("try") // the server only has to be open
    public static void main(String[] arguments) throws IOException {
        Sink sink = arguments[0].equals("files") ? new FileSink(Path.of(arguments[2])) : Sink.NOTHING;
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
        try (DicomServer server = DicomServer.start(address, Set.of(), Services.ECHO.withStore(sink::take))) {
            // Ends with the process that started us, whatever became of it.
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public List<Long> pids() {
        return List.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
    }
}
