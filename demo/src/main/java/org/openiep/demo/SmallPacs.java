package org.openiep.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.FindHandler;
import org.openiep.dicom.dimse.MoveHandler;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.NotAcceptedException;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.Fragments;

/**
 * A hospital's PACS in small: echo, find at every level, move and store as SCP. It keeps what it is sent as Part 10 files
 * in a folder, and has them again when it is started on the same folder.
 */
public final class SmallPacs implements AutoCloseable {
    private static final List<Integer> UIDS_FROM_IMAGE_UP =
            List.of(Tag.SOP_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.STUDY_INSTANCE_UID);

    /** Where an AE title is found. */
    private record Peer(String host, int port) {}

    private final String aeTitle;
    private final Archive archive;
    private final int port;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private final Map<String, Status> refusals = new ConcurrentHashMap<>();
    private volatile Duration delay = Duration.ZERO;
    private @Nullable DicomServer server;

    /**
     * Prepares it; {@link #start} opens its port.
     *
     * @param aeTitle 1 to 16 characters; calls to any other are rejected
     * @param port 1 to 65535
     */
    public SmallPacs(String aeTitle, Path folder, int port) throws IOException {
        this.aeTitle = aeTitle;
        this.archive = new Archive(folder);
        this.port = port;
    }

    /** Opens its port on the loopback address. */
    public synchronized void start() throws IOException {
        Services services =
                Services.ECHO.withStore(this::store).withFind(this::find).withMove(this::move);
        server = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Set.of(aeTitle), services);
    }

    /** Closes its port and every association; what it keeps stays. */
    public synchronized void stop() {
        DicomServer running = server;
        server = null;
        if (running != null) {
            running.close();
        }
    }

    public String aeTitle() {
        return aeTitle;
    }

    public int port() {
        return port;
    }

    /** Tells it where to find an AE title that is named as the destination of a move. */
    public void introduce(String peerAeTitle, String host, int peerPort) {
        peers.put(peerAeTitle, new Peer(host, peerPort));
    }

    /** Makes it slow: it waits this long before each image that it sends or takes. */
    public void delayEachImage(Duration wait) {
        delay = wait;
    }

    /** Makes it answer this status to a C-STORE of this object, instead of taking it. */
    public void refuse(String sopInstanceUid, Status status) {
        refusals.put(sopInstanceUid, status);
    }

    /** Makes it take everything again. */
    public void refuseNothing() {
        refusals.clear();
    }

    /** Generates a study into it, unless it has that already. */
    public void add(SampleStudy study) throws IOException {
        if (files(study.studyInstanceUid()).isEmpty()) {
            Path fresh = Files.createTempDirectory(archive.folder(), "new");
            for (Path file : study.write(fresh)) {
                archive.keep(Files.move(file, archive.folder().resolve(file.getFileName())));
            }
            Files.delete(fresh);
        }
    }

    /** Deletes a study from it; harmless when it has none of that UID. */
    public void remove(String studyInstanceUid) throws IOException {
        archive.remove(studyInstanceUid);
    }

    /** The files of a study, in the order of the instance numbers. */
    public List<Path> files(String studyInstanceUid) {
        return archive.with(Tag.STUDY_INSTANCE_UID, Set.of(studyInstanceUid)).stream()
                .map(Archive.Kept::file)
                .toList();
    }

    @Override
    public void close() {
        stop();
    }

    private Response store(StoreRequest request, Fragments dataSet) throws IOException {
        Status refusal = refusals.get(request.sopInstanceUid());
        if (refusal != null) {
            return new Response(refusal, "Refused for a trial");
        }
        rest();
        archive.keep(
                FileMetaInformation.of(
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        request.context().transferSyntax()),
                dataSet);
        return Response.of(Status.SUCCESS);
    }

    private Response find(String sopClass, DataSet keys, FindHandler.Matches matches) throws IOException {
        List<DataSet> found;
        try {
            found = new Search(keys).in(archive.all());
        } catch (IllegalArgumentException e) {
            return new Response(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, "No such Query/Retrieve Level");
        }
        for (DataSet match : found) {
            if (!matches.add(match)) {
                return Response.of(Status.CANCEL);
            }
        }
        return Response.of(Status.SUCCESS);
    }

    private MoveProgress move(MoveHandler.Move move, MoveHandler.Report report) throws IOException {
        Peer peer = peers.get(move.destinationAeTitle());
        if (peer == null) {
            return MoveProgress.refused(Status.MOVE_DESTINATION_UNKNOWN, "Unknown " + move.destinationAeTitle());
        }
        List<Archive.Kept> wanted = wanted(move.identifier());
        if (wanted.isEmpty()) {
            return MoveProgress.finished(0, 0, 0);
        }
        Proposal proposal = new Proposal(move.destinationAeTitle(), aeTitle);
        wanted.forEach(each -> proposal.storage(
                each.meta().sopClassUid(), each.meta().transferSyntax().uid()));
        try (ServiceUser destination = new ServiceUser(
                Association.open(peer.host(), peer.port(), proposal.request(), AssociationSettings.DEFAULT))) {
            return send(wanted, destination, move.originator(), report);
        } catch (AssociationException e) {
            return MoveProgress.refused(Status.MOVE_CANNOT_PERFORM, e.getClass().getSimpleName());
        }
    }

    private MoveProgress send(
            List<Archive.Kept> wanted, ServiceUser destination, MoveOriginator originator, MoveHandler.Report report)
            throws IOException {
        int completed = 0;
        int warning = 0;
        int failed = 0;
        for (Archive.Kept kept : wanted) {
            rest();
            Status status = send(kept, destination, originator);
            completed += status.isSuccess() ? 1 : 0;
            warning += status.isWarning() ? 1 : 0;
            failed += status.isFailure() ? 1 : 0;
            int remaining = wanted.size() - completed - warning - failed;
            if (!report.progress(MoveProgress.pending(remaining, completed, failed, warning))) {
                return new MoveProgress(Status.CANCEL, remaining, completed, failed, warning, "");
            }
        }
        return MoveProgress.finished(completed, failed, warning);
    }

    /** An association that ended fails this object and, in the same way, each that follows. */
    private static Status send(Archive.Kept kept, ServiceUser destination, MoveOriginator originator)
            throws IOException {
        if (!destination.association().isOpen()) {
            return Status.PROCESSING_FAILURE;
        }
        try {
            return destination.store(kept.file(), Optional.of(originator)).status();
        } catch (NotAcceptedException e) {
            return Status.SOP_CLASS_NOT_SUPPORTED;
        } catch (AssociationException e) {
            return Status.PROCESSING_FAILURE;
        }
    }

    /** The lowest unique key that is given decides. */
    private List<Archive.Kept> wanted(DataSet identifier) {
        for (int tag : UIDS_FROM_IMAGE_UP) {
            List<String> uids = identifier.strings(tag);
            if (!uids.isEmpty()) {
                return archive.with(tag, uids);
            }
        }
        return archive.with(Tag.PATIENT_ID, identifier.strings(Tag.PATIENT_ID));
    }

    private void rest() {
        if (!delay.isZero()) {
            LockSupport.parkNanos(delay.toNanos());
        }
    }
}
