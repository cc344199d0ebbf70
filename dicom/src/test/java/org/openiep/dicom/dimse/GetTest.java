package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("C-GET")
class GetTest {
    private static final DataSet STUDY =
            new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Objects.STUDY);

    @TempDir
    Path folder;

    /** Keeps what a C-GET brings. */
    private final Map<String, DataSet> got = new HashMap<>();

    private Response keep(StoreRequest request, org.openiep.dicom.net.Fragments data) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(request.context().transferSyntax());
        got.put(request.sopInstanceUid(), DataSetReader.read(data, syntax));
        return Response.of(Status.SUCCESS);
    }

    @Test
    @DisplayName("dcmqrscp sends us a study on the association on which we ask")
    void fromDcmqrscp() throws Exception {
        int port = Tool.freePort();
        try (Tool pacs = Qrscp.start(folder, port, 1)) {
            try (ServiceUser store =
                    open(port, new Proposal("PACS", "OURS").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
                for (int number = 1; number <= 3; number++) {
                    store.store(Objects.file(folder, number, 4096 * number), Optional.empty());
                }
            }
            List<MoveProgress> pending = new ArrayList<>();
            try (ServiceUser user = open(
                    port,
                    new Proposal("PACS", "OURS")
                            .service(Uids.STUDY_ROOT_GET)
                            .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
                MoveProgress end = user.get(Uids.STUDY_ROOT_GET, STUDY, this::keep, pending::add);

                assertThat(end.status()).as(pacs.output()).isEqualTo(Status.SUCCESS);
                assertThat(end.completed()).isEqualTo(3);
                assertThat(got).hasSize(3);
                assertThat(got.get("2.25.103.3")).isEqualTo(Objects.image(3, 4096 * 3));
            }
        }
    }

    @Test
    @DisplayName("dcmqrscp hears of an object that we refuse, and counts it as failed")
    void refusedByUs() throws Exception {
        int port = Tool.freePort();
        try (Tool pacs = Qrscp.start(folder, port, 1)) {
            try (ServiceUser store =
                    open(port, new Proposal("PACS", "OURS").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
                store.store(Objects.file(folder, 1, 4096), Optional.empty());
                store.store(Objects.file(folder, 2, 4096), Optional.empty());
            }
            try (ServiceUser user = open(
                    port,
                    new Proposal("PACS", "OURS")
                            .service(Uids.STUDY_ROOT_GET)
                            .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
                MoveProgress end = user.get(
                        Uids.STUDY_ROOT_GET,
                        STUDY,
                        (request, data) -> request.sopInstanceUid().endsWith(".1")
                                ? Response.of(Status.OUT_OF_RESOURCES)
                                : Response.of(Status.SUCCESS),
                        progress -> true);
                assertThat(end.status().isSuccess()).as(pacs.output()).isFalse();
                assertThat(end.failed()).isEqualTo(1);
                assertThat(end.completed()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("getscu gets its objects from us, each as it is")
    void toGetscu() throws Exception {
        List<Path> files = List.of(Objects.file(folder, 1, 128), Objects.file(folder, 2, 3_000_000));
        Path received = Files.createDirectory(folder.resolve("received"));
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), Services.ECHO.withGet(sending(files)))) {
            String output = Tool.run(
                    folder,
                    "getscu",
                    "-v",
                    "-S",
                    "-od",
                    received.toString(),
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0020,000D=" + Objects.STUDY,
                    "127.0.0.1",
                    Integer.toString(server.port()));
            assertThat(output).contains("Received C-GET Response (Success)");
        }
        for (Path file : files) {
            DataSet sent = Part10File.open(file).read(ReadOptions.WHOLE);
            Path there =
                    received.resolve("CT." + sent.string(Tag.SOP_INSTANCE_UID).orElseThrow());
            assertThat(Part10File.open(there).read(ReadOptions.WHOLE)).isEqualTo(sent);
        }
    }

    private static GetHandler sending(List<Path> files) {
        return (request, requestor) -> {
            assertThat(request.identifier().string(Tag.STUDY_INSTANCE_UID)).contains(Objects.STUDY);
            int done = 0;
            for (Path file : files) {
                assertThat(requestor.send(OutgoingObject.of(file)).status()).isEqualTo(Status.SUCCESS);
                done++;
                if (!requestor.progress(MoveProgress.pending(files.size() - done, done, 0, 0))) {
                    return MoveProgress.cancelled(files.size() - done, done, 0, 0);
                }
            }
            return MoveProgress.finished(done, 0, 0);
        };
    }

    @Test
    @DisplayName("A cancelled C-GET stops, and says what it left")
    void cancelled() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            files.add(Objects.file(folder, number, 128));
        }
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), Services.ECHO.withGet(sending(files)));
                ServiceUser user = open(
                        server.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_GET)
                                .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
            MoveProgress end = user.get(Uids.STUDY_ROOT_GET, STUDY, this::keep, progress -> progress.completed() < 2);
            assertThat(end.status()).isEqualTo(Status.CANCEL);
            assertThat(end.completed() + end.remaining()).isEqualTo(20);
            assertThat(got).hasSize(end.completed()).hasSizeLessThan(20);
        }
    }

    @Test
    @DisplayName("An object that the requestor cannot take is named in the final answer, the others arrive")
    void notTaken() throws Exception {
        Path file = Objects.file(folder, 1, 128);
        OutgoingObject other = OutgoingObject.made("1.2.840.10008.5.1.4.1.1.4", "2.25.9", Uids.RLE_LOSSLESS, out -> {});
        GetHandler handler = (request, requestor) -> {
            requestor.send(OutgoingObject.of(file));
            assertThat(requestor.contexts(other.sopClassUid())).isEmpty();
            try {
                requestor.send(other);
                return MoveProgress.finished(2, 0, 0);
            } catch (NotAcceptedException e) {
                return MoveProgress.finished(1, 1, 0).withFailed(List.of(other.sopInstanceUid()));
            }
        };
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), Services.ECHO.withGet(handler));
                ServiceUser user = open(
                        server.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_GET)
                                .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
            MoveProgress end = user.get(Uids.STUDY_ROOT_GET, STUDY, this::keep, progress -> true);
            assertThat(end.status()).isEqualTo(Status.MOVE_WITH_FAILURES);
            assertThat(end.failedInstances()).containsExactly("2.25.9");
            assertThat(got).containsOnlyKeys("2.25.103.1");
        }
    }

    @Test
    @DisplayName("An object that is made while it is sent arrives whole, whatever its length")
    void made() throws Exception {
        DataSet image = Objects.image(7, 1_000_001 + 1);
        OutgoingObject object = OutgoingObject.made(
                Uids.CT_IMAGE,
                "2.25.103.7",
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                out -> org.openiep.dicom.data.DataSetWriter.write(image, out, TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        GetHandler handler = (request, requestor) -> {
            requestor.send(object);
            return MoveProgress.finished(1, 0, 0);
        };
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), Services.ECHO.withGet(handler));
                ServiceUser user = open(
                        server.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_GET)
                                .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
            user.get(Uids.STUDY_ROOT_GET, STUDY, this::keep, progress -> true);
            assertThat(got.get("2.25.103.7")).isEqualTo(image);
        }
    }

    @Test
    @DisplayName("Without role selection nothing is sent back")
    void withoutRole() throws Exception {
        Path file = Objects.file(folder, 1, 128);
        GetHandler handler = (request, requestor) -> {
            requestor.send(OutgoingObject.of(file));
            return MoveProgress.finished(1, 0, 0);
        };
        Services services = Services.ECHO.withGet(handler).withStore((r, d) -> Response.of(Status.SUCCESS));
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), services);
                ServiceUser user = open(
                        server.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_GET)
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
            MoveProgress end = user.get(Uids.STUDY_ROOT_GET, STUDY, this::keep, progress -> true);
            assertThat(end.status().isFailure()).isTrue();
            assertThat(got).isEmpty();
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static ServiceUser open(int port, Proposal proposal) throws Exception {
        return new ServiceUser(Association.open("127.0.0.1", port, proposal.request(), AssociationSettings.DEFAULT));
    }
}
