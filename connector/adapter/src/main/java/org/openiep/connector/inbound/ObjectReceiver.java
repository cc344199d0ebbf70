package org.openiep.connector.inbound;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.connector.memory.PageCache;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.Fragments;

/** Takes the objects of one association: from the wire into a file, with a look at the header in passing. */
final class ObjectReceiver implements Intake.Receiver {
    private static final System.Logger LOG = System.getLogger(ObjectReceiver.class.getName());

    private static final int HEADER_PIECE = 8192;
    private static final int STUDIES_REMEMBERED = 1000;

    /** Looser than the standard, which some vendors break by leading zeros; but fit to be part of a file name. */
    private static final Pattern UID = Pattern.compile("[0-9][0-9.]{0,63}");

    private final IncomingFolder incoming;
    private final Party party;
    private final DicomListener application;
    private final Delivery delivery;
    private final Overflow.Door door;
    private final boolean sync;
    private final Executor executor;
    private final Brake brake;
    private final Map<Sort, Expectation> expected = new HashMap<>();
    private @Nullable Place place;
    /** Of the object that comes now, as soon as it is known; until then, of the one before it. */
    private String study = "";

    /** Objects that become the same. */
    private record Sort(String studyInstanceUid, String modality, String description) {
        static Sort of(Identity identity) {
            return new Sort(
                    identity.studyInstanceUid(),
                    identity.modality(),
                    identity.header().string(Tag.STUDY_DESCRIPTION).orElse(""));
        }
    }

    /** What the first object needs and the others share; an association that only echoes needs neither. */
    private record Place(AssociationFolder folder, ReadyFiles files, ByteBuffer buffer) {}

    /**
     * Begins with an association.
     *
     * @param door where its objects find room
     * @param sync is each object forced to disk before it is answered?
     * @param executor for what can be done while an object comes
     */
    ObjectReceiver(
            IncomingFolder incoming,
            Party party,
            DicomListener application,
            Delivery delivery,
            Overflow.Door door,
            boolean sync,
            Executor executor) {
        this.incoming = incoming;
        this.party = party;
        this.application = application;
        this.delivery = delivery;
        this.door = door;
        this.sync = sync;
        this.executor = executor;
        this.brake = new Brake(application, party);
    }

    @Override
    public Answer store(StoreRequest request, Fragments dataSet) throws IOException {
        if (!UID.matcher(request.sopInstanceUid()).matches()
                || !UID.matcher(request.sopClassUid()).matches()) {
            return new Response(Status.INVALID_OBJECT_INSTANCE, "Affected SOP Class or Instance UID is no UID");
        }
        if (!door.reserve(request, study)) {
            return new Response(Status.OUT_OF_RESOURCES, "Too many objects wait to be processed");
        }
        study = "";
        boolean whole = false;
        try {
            Answer answer = receive(request, dataSet);
            whole = answer instanceof Keeping;
            return answer;
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            return notKept(request.sopInstanceUid(), study, e);
        } catch (IllegalStateException e) {
            return notKept(request.sopInstanceUid(), e);
        } finally {
            if (!whole) {
                delivery.giveUp();
            }
        }
    }

    /** The sender gets its answer all the same when the application cannot be told. */
    private Response notKept(String sopInstanceUid, String ofStudy, IOException cause) {
        try {
            application.notKept(party, ofStudy, sopInstanceUid, cause);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The application was not told that an object was not kept.", e);
        }
        return notKept(sopInstanceUid, cause);
    }

    private static Response notKept(String sopInstanceUid, Exception cause) {
        LOG.log(System.Logger.Level.ERROR, "Instance " + sopInstanceUid + " could not be kept.", cause);
        return new Response(Status.OUT_OF_RESOURCES, "The object cannot be kept at present");
    }

    private Answer receive(StoreRequest request, Fragments dataSet) throws IOException {
        long began = System.nanoTime();
        IncomingFile file = open(request, dataSet);
        boolean whole = false;
        try {
            Identity identity = begin(request, dataSet, file);
            study = identity.studyInstanceUid();
            Optional<Response> refusal = refusal(request, identity);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            Expectation expectation = expectation(identity);
            boolean rests = expectation == Expectation.FETCHED_TO_REST;
            if (rests) {
                file.rest();
            }
            ByteBuffer chunk = dataSet.nextChunk();
            while (chunk.hasRemaining()) {
                file.write(chunk);
                chunk = dataSet.nextChunk();
            }
            OptionalInt move = request.originator().stream()
                    .mapToInt(MoveOriginator::messageId)
                    .findFirst();
            file.mark(move);
            whole = true;
            return new Keeping(
                    file,
                    object(request, identity, file, move),
                    sync || expectation == Expectation.PUSHED,
                    rests,
                    began);
        } catch (DicomFormatException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Instance {0} of {1} cannot be read: {2}.",
                    request.sopInstanceUid(),
                    party.callingAeTitle(),
                    e.getMessage());
            return new Response(Status.CANNOT_UNDERSTAND, "The data set cannot be read");
        } finally {
            if (!whole) {
                file.close();
            }
        }
    }

    /** All of an object has come: it goes to the disk, and then to the application. */
    private final class Keeping implements Answer {
        private final IncomingFile file;
        private final ReceivedObject object;
        private final Forcing forcing;
        private final boolean rests;
        private final long began;
        private boolean kept;

        /**
         * Nothing has been done yet.
         *
         * @param rests it will not be read soon
         * @param began when it began to come, as {@link System#nanoTime}
         */
        Keeping(IncomingFile file, ReceivedObject object, boolean sync, boolean rests, long began) {
            this.file = file;
            this.object = object;
            this.forcing = new Forcing(file, sync);
            this.rests = rests;
            this.began = began;
        }

        @Override
        public void begin() {
            forcing.begin(executor);
        }

        @Override
        public boolean isThere() {
            return forcing.isOver();
        }

        @Override
        public Response await() throws IOException {
            try {
                forcing.await();
                delivery.add(new Arrived(object, place().folder().use(), false));
                kept = true;
                brake.apply(object.studyInstanceUid(), began);
                return Response.of(Status.SUCCESS);
            } catch (IOException e) {
                return notKept(object.sopInstanceUid(), object.studyInstanceUid(), e);
            } catch (IllegalStateException e) {
                return notKept(object.sopInstanceUid(), e);
            } finally {
                if (!kept) {
                    file.close();
                    delivery.giveUp();
                }
            }
        }

        /** What takes time and need not be done before the answer is done while the next object is on its way. */
        @Override
        public void sent() {
            if (!kept) {
                return;
            }
            if (rests) {
                PageCache.leave(object.file());
            }
            if (place != null) {
                place.files().prepare();
            }
        }
    }

    private IncomingFile open(StoreRequest request, Fragments dataSet) throws IOException {
        try {
            return new IncomingFile(place().files().take(), place().buffer(), executor);
        } catch (IOException e) {
            study = study(request, dataSet);
            throw e;
        }
    }

    /** Of an object that there is no file for; empty where the header cannot be read either. */
    private static String study(StoreRequest request, Fragments dataSet) throws IOException {
        try {
            return identity(request, dataSet).studyInstanceUid();
        } catch (DicomFormatException e) {
            return "";
        }
    }

    private Place place() throws IOException {
        Place ready = place;
        if (ready == null) {
            AssociationFolder folder = incoming.open(party);
            ready = new Place(folder, new ReadyFiles(folder, executor), ByteBuffer.allocateDirect(IncomingFile.BUFFER));
            place = ready;
        }
        return ready;
    }

    /** The association is over. */
    @Override
    public void close() {
        if (place != null) {
            delivery.hurry();
            place.files().close();
            place.folder().leave();
            place = null;
        }
        try {
            forget();
        } catch (IllegalStateException e) {
            // It is going down; after the start nothing of this association is remembered anyway.
            LOG.log(System.Logger.Level.DEBUG, "The application was not told of an association's end.", e);
        }
    }

    /** Writes the file meta information and the header, and tells what it read there. */
    private Identity begin(StoreRequest request, Fragments dataSet, IncomingFile file) throws IOException {
        String transferSyntax = request.context().transferSyntax();
        ByteArrayOutputStream meta = new ByteArrayOutputStream(512);
        FileMetaInformation.of(request.sopClassUid(), request.sopInstanceUid(), transferSyntax)
                .withSource(party.callingAeTitle())
                .write(meta);
        file.write(meta.toByteArray(), 0, meta.size());
        return identity(request, new HeaderTap(dataSet, file));
    }

    private static Identity identity(StoreRequest request, InputStream dataSet) throws IOException {
        InputStream header = new BufferedInputStream(dataSet, HEADER_PIECE);
        // Nothing is asked of items, and there may be thousands that name other objects.
        return Identity.of(
                new DataSetReader(header, TransferSyntax.of(request.context().transferSyntax()), Identity.BOUNDS)
                        .givingItems((sequence, item) -> {})
                        .read());
    }

    private Optional<Response> refusal(StoreRequest request, Identity identity) {
        if (!identity.sopInstanceUid().equals(request.sopInstanceUid())) {
            return Optional.of(new Response(
                    Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, "SOP Instance UID differs from the command's"));
        }
        if (!UID.matcher(identity.studyInstanceUid()).matches()) {
            return Optional.of(new Response(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, "No Study Instance UID"));
        }
        if (expectation(identity) == Expectation.NONE) {
            return Optional.of(new Response(Status.NOT_AUTHORISED, "Nobody here expects this study"));
        }
        return Optional.empty();
    }

    private Expectation expectation(Identity identity) {
        Sort sort = Sort.of(identity);
        Expectation known = expected.get(sort);
        if (known != null) {
            return known;
        }
        if (expected.size() == STUDIES_REMEMBERED) {
            forget();
        }
        Expectation answer = ask(identity);
        expected.put(sort, answer);
        return answer;
    }

    private Expectation ask(Identity identity) {
        Expectation answer = application.expects(party, identity.header());
        if (answer == Expectation.NONE) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Study {0} ({1}) of {2}, sent to {3}, is refused, since nobody expects it and no route takes it.",
                    identity.studyInstanceUid(),
                    identity.modality(),
                    party.callingAeTitle(),
                    party.calledAeTitle());
        }
        return answer;
    }

    private void forget() {
        expected.forEach((sort, expectation) -> {
            if (expectation == Expectation.PUSHED) {
                application.ended(party, sort.studyInstanceUid());
            }
        });
        expected.clear();
    }

    private ReceivedObject object(StoreRequest request, Identity identity, IncomingFile file, OptionalInt move) {
        return new ReceivedObject(
                party,
                file.path(),
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.context().transferSyntax(),
                identity.studyInstanceUid(),
                identity.seriesInstanceUid(),
                identity.modality(),
                identity.patientId(),
                file.size(),
                file.crc32c(),
                move);
    }
}
