package org.openiep.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.FindHandler;
import org.openiep.dicom.dimse.MoveHandler;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;

/**
 * A PACS that lists its studies and, when one of them is asked for, sends it from memory over as many associations as
 * it was told. This is how the exchange gets objects that it expects.
 */
final class SendingPacs implements AutoCloseable {
    static final String AE_TITLE = "BENCHPACS";

    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private final DicomServer server;

    /**
     * A study that waits to be asked for.
     *
     * @param sent completed with the times of the sending
     */
    record Offer(Study study, Push push, Runnable begins, CompletableFuture<Push.Times> sent) {
        /** Waits until it has been asked for and sent. */
        Push.Times await() throws IOException {
            try {
                return sent.get(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted.", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("The study was not sent: " + e, e);
            }
        }
    }

    /** Listens on 127.0.0.1. */
    SendingPacs(int port) throws IOException {
        Services services = Services.ECHO.withFind(this::find).withMove(this::move);
        server = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Set.of(AE_TITLE), services);
    }

    int port() {
        return server.port();
    }

    /**
     * Lists a study, to be sent when it is asked for.
     *
     * @param begins called just before the first association
     */
    Offer offer(Study study, Push push, Runnable begins) {
        Offer offer = new Offer(study, push, begins, new CompletableFuture<>());
        offers.put(study.studyInstanceUid(), offer);
        return offer;
    }

    private Response find(String model, DataSet keys, FindHandler.Matches matches) throws IOException {
        Offer offer = offers.get(keys.string(Tag.STUDY_INSTANCE_UID).orElse(""));
        if (offer == null) {
            return Response.of(Status.SUCCESS);
        }
        Study study = offer.study();
        String images = Integer.toString(study.images().size());
        if (keys.string(Tag.QUERY_RETRIEVE_LEVEL).orElse("").equals("IMAGE")) {
            for (Study.Image image : study.images()) {
                DataSet match = study.identity().put(Tag.SOP_INSTANCE_UID, image.sopInstanceUid());
                if (!matches.add(match)) {
                    return Response.of(Status.CANCEL);
                }
            }
            return Response.of(Status.SUCCESS);
        }
        matches.add(study.identity()
                .put(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, images)
                .put(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, images));
        return Response.of(Status.SUCCESS);
    }

    private MoveProgress move(MoveHandler.Move move, MoveHandler.Report report) {
        Offer offer =
                offers.remove(move.identifier().string(Tag.STUDY_INSTANCE_UID).orElse(""));
        if (offer == null) {
            return MoveProgress.finished(0, 0, 0);
        }
        int images = offer.study().images().size();
        try {
            offer.begins().run();
            offer.sent().complete(offer.push().send(offer.study(), Optional.of(move.originator())));
            return MoveProgress.finished(images, 0, 0);
        } catch (IOException | RuntimeException e) {
            offer.sent().completeExceptionally(e);
            return MoveProgress.finished(0, images, 0);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
