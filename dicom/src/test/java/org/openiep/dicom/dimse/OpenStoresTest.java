package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Abort;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.Fragments;

@DisplayName("Asynchronous operations window, as SCP")
@Timeout(30)
class OpenStoresTest {
    private static final int WINDOW = 4;

    @TempDir
    Path folder;

    private final List<String> answers = new ArrayList<>();

    /** Of the second object, whose bytes are there before the first is looked at. */
    private final CountDownLatch sent = new CountDownLatch(1);

    private final Receiver receiver = new Receiver();

    /** Its answers need what they are told to need. */
    private final class Receiver implements StoreHandler {
        final CountDownLatch secondTaken = new CountDownLatch(1);
        final List<String> begun = Collections.synchronizedList(new ArrayList<>());
        final List<String> awaited = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch bothAwaited = new CountDownLatch(2);
        final Map<String, Answer> needs = new HashMap<>();

        @Override
        public Answer store(StoreRequest request, Fragments data) throws IOException {
            String number = request.sopInstanceUid().substring("2.25.103.".length());
            if (number.equals("1")) {
                await(sent);
            } else {
                data.transferTo(OutputStream.nullOutputStream());
                secondTaken.countDown();
            }
            Answer needed = needs.getOrDefault(number, Response.of(Status.SUCCESS));
            return new Answer() {
                @Override
                public void begin() {
                    begun.add(number);
                }

                @Override
                public boolean isThere() {
                    return needed.isThere();
                }

                @Override
                public Response await() throws IOException {
                    awaited.add(number);
                    bothAwaited.countDown();
                    return needed.await();
                }
            };
        }
    }

    /** An answer that is not there before that. */
    private static StoreHandler.Answer after(CountDownLatch latch) {
        return new StoreHandler.Answer() {
            @Override
            public boolean isThere() {
                return latch.getCount() == 0;
            }

            @Override
            public Response await() {
                OpenStoresTest.await(latch);
                return Response.of(Status.SUCCESS);
            }
        };
    }

    @Test
    @DisplayName("The next object is taken while an answer waits; answers go out in the order the objects came")
    void overlaps() throws Exception {
        receiver.needs.put("1", after(receiver.secondTaken));
        try (DicomServer server = start();
                ServiceUser user = open(server, WINDOW)) {
            StorePipeline pipeline = new StorePipeline(user);
            store(pipeline, 1);
            store(pipeline, 2);
            sent.countDown();
            pipeline.finish();
            assertThat(answers).containsExactly("1 0000", "2 0000");
            assertThat(receiver.begun).contains("1");
        }
    }

    @Test
    @DisplayName("An answer that is there goes out while a long object is still on its way")
    void answersMeanwhile() throws Exception {
        CountDownLatch longOneBegun = new CountDownLatch(1);
        receiver.needs.put("1", after(longOneBegun));
        try (DicomServer server = start();
                ServiceUser user = open(server, WINDOW)) {
            StorePipeline pipeline = new StorePipeline(user);
            store(pipeline, 1);
            byte[] half = new byte[1024 * 1024];
            OutgoingObject longOne =
                    OutgoingObject.made(Uids.CT_IMAGE, "2.25.103.2", Uids.EXPLICIT_VR_LITTLE_ENDIAN, out -> {
                        out.write(half);
                        out.flush();
                        sent.countDown();
                        longOneBegun.countDown();
                        out.write(half);
                        assertThat(user.association().awaitNews(Duration.ofSeconds(10)))
                                .as("the first is answered before the second has come")
                                .isTrue();
                        out.write(half);
                    });
            pipeline.store(longOne, Optional.empty(), answer -> answers.add("2 " + answer.status()));
            pipeline.finish();
            assertThat(answers).hasSize(2).first().isEqualTo("1 0000");
        }
    }

    @Test
    @DisplayName("A sender without a window has each answer before the next object is taken")
    void synchronous() throws Exception {
        sent.countDown();
        try (DicomServer server = start();
                ServiceUser user = open(server, 1)) {
            StorePipeline pipeline = new StorePipeline(user);
            store(pipeline, 1);
            store(pipeline, 2);
            assertThat(answers).containsExactly("1 0000");
            pipeline.finish();
            assertThat(receiver.begun).isEmpty();
        }
    }

    @Test
    @DisplayName("An answer that fails is a processing failure (0110H), and the association goes on")
    void fails() throws Exception {
        receiver.needs.put("1", () -> {
            throw new IOException("disk");
        });
        try (DicomServer server = start();
                ServiceUser user = open(server, WINDOW)) {
            StorePipeline pipeline = new StorePipeline(user);
            store(pipeline, 1);
            store(pipeline, 2);
            sent.countDown();
            pipeline.finish();
            assertThat(answers).containsExactly("1 0110", "2 0000");
            assertThat(user.association().isOpen()).isTrue();
        }
    }

    @Test
    @DisplayName("What has come is kept though its sender is gone before it can be answered")
    void senderGone() throws Exception {
        receiver.needs.put("1", after(receiver.secondTaken));
        try (DicomServer server = start()) {
            ServiceUser user = open(server, WINDOW);
            StorePipeline pipeline = new StorePipeline(user);
            store(pipeline, 1);
            store(pipeline, 2);
            user.association().abort(Abort.BY_USER);
            sent.countDown();
            await(receiver.bothAwaited);
            assertThat(receiver.awaited).containsExactly("1", "2");
        }
    }

    private void store(StorePipeline pipeline, int number) throws Exception {
        pipeline.store(
                OutgoingObject.of(Objects.file(folder, number, 4096)),
                Optional.empty(),
                answer ->
                        answers.add("%d %04X".formatted(number, answer.status().code())));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private DicomServer start() throws Exception {
        return DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of(),
                Services.ECHO.withStore(receiver));
    }

    private static ServiceUser open(DicomServer server, int window) throws Exception {
        Proposal proposal = new Proposal("A", "B").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        return new ServiceUser(Association.open(
                "127.0.0.1", server.port(), proposal.window(window).request(), AssociationSettings.DEFAULT));
    }
}
