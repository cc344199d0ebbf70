package org.openiep.dicom.dimse;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openiep.dicom.net.AcceptorPolicy;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.ConnectionListener;

/**
 * A small application entity that answers on a port, with threads of its own. A PACS for a demonstration is three
 * handlers:
 *
 * <pre>{@code
 * Services services = Services.ECHO
 *         .withStore((request, dataSet) -> Response.of(archive.keep(request, dataSet)))
 *         .withFind((model, keys, matches) -> {
 *             for (DataSet match : archive.search(keys)) {
 *                 if (!matches.add(match)) {
 *                     return Response.of(Status.CANCEL);
 *                 }
 *             }
 *             return Response.of(Status.SUCCESS);
 *         })
 *         .withMove((move, report) -> {
 *             // open an association to the peer called move.destinationAeTitle(), then for each file:
 *             Response stored = destination.store(file, Optional.of(move.originator()));
 *             // count it, and
 *             report.progress(MoveProgress.pending(remaining, completed, failed, warning));
 *             // at the end
 *             return MoveProgress.finished(completed, failed, warning);
 *         });
 * try (DicomServer pacs = DicomServer.start(new InetSocketAddress("127.0.0.1", 0), Set.of("PACS"), services)) {
 *     int port = pacs.port();
 * }
 * }</pre>
 */
public final class DicomServer implements Closeable {
    private static final System.Logger LOG = System.getLogger(DicomServer.class.getName());
    private static final int MAX_CONNECTIONS = 64;

    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "dicom-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> aeTitles;
    private final Services services;
    private final AssociationSettings settings;
    private final ConnectionListener listener;

    private DicomServer(
            InetSocketAddress address, Set<String> aeTitles, Services services, AssociationSettings settings)
            throws IOException {
        this.aeTitles = Set.copyOf(aeTitles);
        this.services = services;
        this.settings = settings;
        this.listener = new ConnectionListener(address, MAX_CONNECTIONS, executor, this::serve);
    }

    /**
     * Listens with the default time-outs.
     *
     * @param address port 0 takes any free one
     * @param aeTitles that it answers to; none for any
     */
    public static DicomServer start(InetSocketAddress address, Set<String> aeTitles, Services services)
            throws IOException {
        return start(address, aeTitles, services, AssociationSettings.DEFAULT);
    }

    /** Listens. */
    public static DicomServer start(
            InetSocketAddress address, Set<String> aeTitles, Services services, AssociationSettings settings)
            throws IOException {
        DicomServer server = new DicomServer(address, aeTitles, services, settings);
        server.executor.execute(server.listener);
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    private void serve(SocketChannel channel) {
        try (Association association = Association.accept(channel, settings, this::decide)) {
            new ServiceProvider(association, services).serve();
        } catch (AssociationException e) {
            LOG.log(System.Logger.Level.DEBUG, "An association ended: " + e.getMessage());
        }
    }

    private AcceptorPolicy.Decision decide(AssociateRequest request, InetAddress from) {
        if (!aeTitles.isEmpty() && !aeTitles.contains(request.calledAeTitle())) {
            return new AcceptorPolicy.Reject(AssociateReject.CALLED_AE_NOT_RECOGNISED);
        }
        return services.accept(request);
    }

    /** Ends listening and every association. */
    @Override
    public void close() {
        listener.close();
        executor.shutdownNow();
    }
}
