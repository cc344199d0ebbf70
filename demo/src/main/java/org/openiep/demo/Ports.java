package org.openiep.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Finds TCP ports that nobody listens on. One instance never gives the same port twice. */
public final class Ports {
    private final Set<Integer> given = new HashSet<>();

    /** Any free port. */
    public synchronized int free() {
        int port = tryPort(0);
        while (!given.add(port)) {
            port = tryPort(0);
        }
        return port;
    }

    /** The port that people expect when it is free, else any other. */
    public synchronized int preferably(int port) {
        return !given.contains(port) && tryPort(port) == port && given.add(port) ? port : free();
    }

    /** Binds to every address for a moment, as the servers will. Answers the port, or -1 when it is taken. */
    private static int tryPort(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (port == 0) {
                throw new UncheckedIOException("no free TCP port", taken);
            }
            return -1;
        }
    }
}
