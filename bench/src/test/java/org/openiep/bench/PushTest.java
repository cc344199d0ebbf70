package org.openiep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.net.Fragments;

@DisplayName("The sender that measures receivers")
class PushTest {
    private final Map<String, byte[]> received = new ConcurrentHashMap<>();
    private volatile Status answer = Status.SUCCESS;

    private Response keep(StoreRequest request, Fragments dataSet) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        dataSet.transferTo(bytes);
        received.put(request.sopInstanceUid(), bytes.toByteArray());
        assertThat(request.originator()).map(MoveOriginator::messageId).contains(77);
        return Response.of(answer);
    }

    private DicomServer server() throws IOException {
        return DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("TEST"),
                Services.ECHO.withStore(this::keep));
    }

    @Test
    @DisplayName("Every object arrives once, whole and readable, over several associations")
    void everyObject() throws Exception {
        Study study = Study.of(ObjectShape.MR, 9);
        try (DicomServer server = server()) {
            Push.Times times = new Push(Target.local(server.port(), "TEST"), 3)
                    .send(study, Optional.of(new MoveOriginator("TEST", 77)));
            assertThat(times.seconds()).isPositive();
        }
        assertThat(received).hasSize(9);
        for (Study.Image image : study.images()) {
            byte[] bytes = received.get(image.sopInstanceUid());
            DataSet object = DataSetReader.read(
                    new ByteArrayInputStream(bytes), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, ReadOptions.WHOLE);
            assertThat(object.string(Tag.SOP_INSTANCE_UID)).contains(image.sopInstanceUid());
            assertThat(object.string(Tag.STUDY_INSTANCE_UID)).contains(study.studyInstanceUid());
            assertThat(object.bytes(Tag.PIXEL_DATA).orElseThrow()).hasSize(256 * 256 * 2);
        }
    }

    @Test
    @DisplayName("With a window, where the receiver agrees to one, every object arrives and is answered as well")
    void window() throws Exception {
        try (DicomServer server = server()) {
            Target target = Target.local(server.port(), "TEST");
            try (SendersAssociation association = SendersAssociation.open(target, ObjectShape.MR.sopClassUid(), 8)) {
                assertThat(association.window()).isEqualTo(8);
                association.release();
            }
            new Push(target, 2, 8).send(Study.of(ObjectShape.MR, 30), Optional.of(new MoveOriginator("TEST", 77)));
            assertThat(received).hasSize(30);
            answer = Status.OUT_OF_RESOURCES;
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new Push(target, 1, 8)
                            .send(Study.of(ObjectShape.MR, 3), Optional.of(new MoveOriginator("TEST", 77))))
                    .withMessageContaining("A700H");
        }
    }

    @Test
    @DisplayName("Through a distant link everything arrives as well, but later")
    void distant() throws Exception {
        Study study = Study.of(ObjectShape.MR, 4);
        try (DicomServer server = server();
                DelayedLink link = new DelayedLink(server.port(), Duration.ofMillis(30))) {
            Push.Times times = new Push(Target.local(link.port(), "TEST"), 1)
                    .send(study, Optional.of(new MoveOriginator("TEST", 77)));
            assertThat(times.seconds()).isGreaterThan(4 * 0.030);
        }
        assertThat(received).hasSize(4);
    }

    @Test
    @DisplayName("An object that is refused ends the measurement: its figures would mean nothing")
    void refused() throws Exception {
        answer = Status.OUT_OF_RESOURCES;
        try (DicomServer server = server()) {
            Push push = new Push(Target.local(server.port(), "TEST"), 1);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(
                            () -> push.send(Study.of(ObjectShape.MR, 1), Optional.of(new MoveOriginator("TEST", 77))))
                    .withMessageContaining("A700H");
        }
    }
}
