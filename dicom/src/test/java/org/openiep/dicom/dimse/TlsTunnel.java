package org.openiep.dicom.dimse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLServerSocket;
import org.openiep.dicom.net.TlsSettings;

/** Takes connections on one port and goes on with each to another, with TLS on one of the two sides. */
final class TlsTunnel implements AutoCloseable {
    private final ServerSocket server;
    private final Target target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    @FunctionalInterface
    private interface Target {
        Socket connect() throws IOException;
    }

    private TlsTunnel(ServerSocket server, Target target) {
        this.server = server;
        this.target = target;
        start(this::accept);
    }

    /** For a peer without TLS that calls a secure port. */
    static TlsTunnel toSecure(int port, TlsSettings tls) throws IOException {
        return new TlsTunnel(
                new ServerSocket(0, 10, InetAddress.getLoopbackAddress()),
                () -> tls.context().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port));
    }

    /** For a peer without TLS that is called. */
    static TlsTunnel toPlain(int port, TlsSettings tls) throws IOException {
        SSLServerSocket secure = (SSLServerSocket)
                tls.context().getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        secure.setNeedClientAuth(tls.clientCertificate() == TlsSettings.ClientCertificate.NEEDED);
        return new TlsTunnel(secure, () -> new Socket(InetAddress.getLoopbackAddress(), port));
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tls-tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                Socket called = target.connect();
                open.addAll(List.of(caller, called));
                start(() -> pump(caller, called));
                start(() -> pump(called, caller));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has ended the connection, so the other ends too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
