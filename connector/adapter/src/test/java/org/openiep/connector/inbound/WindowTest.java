package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StorePipeline;
import org.openiep.dicom.file.Part10Writer;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("The inbound port, for senders that do not wait for each answer")
class WindowTest {
    private static final String STUDY = "2.25.1";

    private final Application application = new Application();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final DicomActivationSpec spec = new DicomActivationSpec();

    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        spec.setPort(0);
        spec.setBindAddress("127.0.0.1");
        spec.setAeTitles("OPENIEP");
        spec.setIncomingFolder(folder.resolve("incoming").toString());
        spec.setBatchMillis(20);
        application.keepIn(folder.resolve("kept"));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private List<Status> send(InboundPort port, int window, List<Path> files) throws IOException {
        List<Status> answers = new ArrayList<>();
        Proposal proposal = new Proposal("OPENIEP", "PACS")
                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                .window(window);
        try (ServiceUser user = new ServiceUser(
                Association.open("127.0.0.1", port.port(), proposal.request(), AssociationSettings.DEFAULT))) {
            StorePipeline pipeline = new StorePipeline(user);
            for (Path file : files) {
                pipeline.store(OutgoingObject.of(file), Optional.empty(), answer -> answers.add(answer.status()));
            }
            pipeline.finish();
        }
        return answers;
    }

    private Path image(int number, String sopInstanceUid) throws IOException {
        byte[] pixels = new byte[40_000 + 2 * number];
        new Random(number).nextBytes(pixels);
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, sopInstanceUid)
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, "2.25.2")
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
        Path file = folder.resolve("sent-" + number + ".dcm");
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        return file;
    }

    private List<Path> images(int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            files.add(image(number, "2.25.3." + number));
        }
        return files;
    }

    private static byte[] pixels(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return Arrays.copyOfRange(all, all.length - 40_000, all.length);
    }

    @Test
    @DisplayName("keeps each object as it came, once, whatever came before the answer")
    void keepsAll() throws Exception {
        List<Path> files = images(100);
        spec.validate();
        try (InboundPort port = InboundPort.open(spec, application, executor)) {
            assertThat(send(port, 64, files)).hasSize(100).containsOnly(Status.SUCCESS);
            await().untilAsserted(() -> assertThat(
                            application.batches.stream().mapToInt(List::size).sum())
                    .isEqualTo(100));
            List<ReceivedObject> received =
                    application.batches.stream().flatMap(List::stream).toList();
            assertThat(received).extracting(ReceivedObject::sopInstanceUid).doesNotHaveDuplicates();
            for (ReceivedObject object : received) {
                int number = Integer.parseInt(object.sopInstanceUid().substring("2.25.3.".length()));
                assertThat(pixels(application.kept(object))).isEqualTo(pixels(files.get(number - 1)));
            }
            // Each that was taken has given its room back.
            assertThat(send(port, 8, files)).hasSize(100).containsOnly(Status.SUCCESS);
        }
    }

    @Test
    @DisplayName("answers in the order the objects came, and one that is refused keeps none of the others")
    void refusesOne() throws Exception {
        List<Path> files = images(20);
        files.set(11, image(112, "2.25.3.12.not"));
        spec.validate();
        try (InboundPort port = InboundPort.open(spec, application, executor)) {
            List<Status> answers = send(port, 8, files);
            assertThat(answers.get(11)).isEqualTo(Status.INVALID_OBJECT_INSTANCE);
            assertThat(answers).hasSize(20).filteredOn(Status::isSuccess).hasSize(19);
            await().untilAsserted(() -> assertThat(
                            application.batches.stream().mapToInt(List::size).sum())
                    .isEqualTo(19));
        }
    }
}
