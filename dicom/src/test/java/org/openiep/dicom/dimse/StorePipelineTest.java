package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("Asynchronous operations window")
class StorePipelineTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("Requests go out without waiting, up to the agreed window, and each answer finds its object")
    void window() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        Services slow = Services.ECHO.withStore((request, data) -> {
            await(sent);
            boolean odd = request.sopInstanceUid().endsWith("1");
            return odd ? new Response(Status.OUT_OF_RESOURCES, "odd") : Response.of(Status.SUCCESS);
        });
        try (DicomServer server = start(slow);
                ServiceUser user = open(server, 4)) {
            assertThat(user.association().window()).isEqualTo(4);
            StorePipeline pipeline = new StorePipeline(user);
            List<String> answers = new ArrayList<>();
            for (int number = 1; number <= 4; number++) {
                store(pipeline, number, answers);
            }
            assertThat(pipeline.open()).isEqualTo(4);
            assertThat(answers).isEmpty();

            sent.countDown();
            store(pipeline, 5, answers);
            pipeline.finish();

            assertThat(pipeline.open()).isZero();
            assertThat(answers).containsExactly("1 odd", "2 ", "3 ", "4 ", "5 ");
            assertThat(user.association().isOpen()).isTrue();
        }
    }

    @Test
    @DisplayName("Where no window was asked for, each answer is waited for")
    void synchronous() throws Exception {
        try (DicomServer server = start(Services.ECHO.withStore((r, d) -> Response.of(Status.SUCCESS)));
                ServiceUser user = open(server, 1)) {
            assertThat(user.association().window()).isEqualTo(1);
            StorePipeline pipeline = new StorePipeline(user);
            List<String> answers = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                store(pipeline, number, answers);
                assertThat(pipeline.open()).isEqualTo(1);
            }
            pipeline.finish();
            assertThat(answers).hasSize(3);
        }
    }

    @Test
    @DisplayName("Any number is answered with what we serve, and queries are served one at a time")
    void answeredTruthfully() throws Exception {
        Services services = Services.ECHO
                .withStore((r, d) -> Response.of(Status.SUCCESS))
                .withFind((model, keys, matches) -> Response.of(Status.SUCCESS));
        try (DicomServer server = start(services);
                ServiceUser storing = open(server, 0);
                ServiceUser asking = new ServiceUser(Association.open(
                        "127.0.0.1",
                        server.port(),
                        new Proposal("A", "B")
                                .service(Uids.STUDY_ROOT_FIND)
                                .window(8)
                                .request(),
                        AssociationSettings.DEFAULT))) {
            assertThat(storing.association().window()).isEqualTo(Services.STORE_WINDOW);
            assertThat(asking.association().window()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A peer that knows no window (storescp) gets its objects one by one")
    void storescp() throws Exception {
        int port = Tool.freePort();
        try (Tool scp = Tool.start(folder, "storescp", "-od", folder.toString(), Integer.toString(port))
                        .listening(port);
                ServiceUser user = new ServiceUser(Association.open(
                        "127.0.0.1",
                        port,
                        new Proposal("STORESCP", "OURS")
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                                .window(16)
                                .request(),
                        AssociationSettings.DEFAULT))) {
            assertThat(user.association().window()).isEqualTo(1);
            StorePipeline pipeline = new StorePipeline(user);
            List<String> answers = new ArrayList<>();
            for (int number = 1; number <= 3; number++) {
                store(pipeline, number, answers);
            }
            pipeline.finish();
            assertThat(answers).containsExactly("1 ", "2 ", "3 ");
            assertThat(scp.isRunning()).isTrue();
        }
    }

    private void store(StorePipeline pipeline, int number, List<String> answers) throws Exception {
        pipeline.store(
                OutgoingObject.of(Objects.file(folder, number, 4096)),
                Optional.empty(),
                answer -> answers.add(number + " " + answer.comment()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DicomServer start(Services services) throws Exception {
        return DicomServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of(), services);
    }

    private static ServiceUser open(DicomServer server, int window) throws Exception {
        Proposal proposal = new Proposal("A", "B").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        return new ServiceUser(Association.open(
                "127.0.0.1", server.port(), proposal.window(window).request(), AssociationSettings.DEFAULT));
    }
}
