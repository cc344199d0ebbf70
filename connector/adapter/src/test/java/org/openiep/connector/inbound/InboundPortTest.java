package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.ReceivedMark;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationRejectedException;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("The inbound port")
class InboundPortTest {
    private final Application application = new Application();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final DicomActivationSpec spec = new DicomActivationSpec();

    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        spec.setPort(0);
        spec.setBindAddress("127.0.0.1");
        spec.setAeTitles("OPENIEP, SECOND");
        application.keepIn(folder.resolve("kept"));
        spec.setIncomingFolder(folder.resolve("incoming").toString());
        spec.setBatchMillis(20);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private InboundPort open() throws Exception {
        spec.validate();
        return InboundPort.open(spec, application, executor);
    }

    private static ServiceUser call(InboundPort port, String called) throws IOException {
        return new ServiceUser(Association.open(
                "127.0.0.1",
                port.port(),
                new Proposal(called, "PACS")
                        .service(Uids.VERIFICATION)
                        .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                        .storage("1.3.6.1.4.1.1.1", Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)
                        .request(),
                AssociationSettings.DEFAULT));
    }

    private Path image(int number, String study, int pixelBytes) throws IOException {
        byte[] pixels = new byte[pixelBytes];
        new Random(number).nextBytes(pixels);
        return write(number, object(number, study).putBytes(Tag.PIXEL_DATA, VR.OW, pixels));
    }

    private static DataSet object(int number, String study) {
        return new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.3." + number)
                .put(Tag.MODALITY, "CT")
                .put(Tag.PATIENT_ID, "T-1")
                .put(Tag.STUDY_INSTANCE_UID, study)
                .put(Tag.SERIES_INSTANCE_UID, "2.25.2");
    }

    private Path write(int number, DataSet object) throws IOException {
        Path file = folder.resolve("sent-" + number + ".dcm");
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        return file;
    }

    /** Objects that wait for the application, and empty files that wait for objects. */
    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder.resolve("incoming"))) {
            return files.filter(file -> file.toString().endsWith(IncomingFile.ENDING))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("lets others in while one address holds all the connections that it can get, and says nothing")
    void silentCrowd() throws Exception {
        spec.setMaxAssociations(8);
        List<Socket> crowd = new ArrayList<>();
        try (InboundPort port = open()) {
            InetSocketAddress target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port());
            for (int i = 0; i < 60; i++) {
                Socket one = new Socket();
                crowd.add(one);
                one.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0));
                one.connect(target);
            }

            try (ServiceUser user = call(port, "OPENIEP")) {
                assertThat(user.echo()).isEqualTo(Status.SUCCESS);
            }
        } finally {
            for (Socket one : crowd) {
                one.close();
            }
        }
    }

    @Test
    @DisplayName("An object lands in a file with every element and byte, and the application learns who, what, where")
    void received() throws Exception {
        Path sent = image(1, "2.25.1", 3_000_000);
        try (InboundPort port = open()) {
            try (ServiceUser user = call(port, "OPENIEP")) {
                assertThat(user.store(sent, Optional.of(new MoveOriginator("US", 77)))
                                .status())
                        .isEqualTo(Status.SUCCESS);
            }
            await().until(() -> application.objects().size() == 1);
        }
        ReceivedObject object = application.objects().get(0);
        assertThat(Part10File.open(application.kept(object)).read(ReadOptions.WHOLE))
                .isEqualTo(Part10File.open(sent).read(ReadOptions.WHOLE));
        byte[] bytes = Files.readAllBytes(application.kept(object));
        ReceivedMark mark = ReceivedMark.of(bytes).orElseThrow();
        assertThat(mark).isEqualTo(new ReceivedMark(object.size(), object.crc32c(), object.moveMessageId()));
        Arrays.fill(bytes, 0, ReceivedMark.LENGTH, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        assertThat(object.size()).isEqualTo(bytes.length);
        assertThat(object.crc32c()).isEqualTo((int) crc.getValue());
        assertThat(object.moveMessageId()).isEqualTo(OptionalInt.of(77));
        assertThat(object.from().callingAeTitle()).isEqualTo("PACS");
        assertThat(object.from().address()).isEqualTo("127.0.0.1");
        assertThat(List.of(
                        object.studyInstanceUid(),
                        object.seriesInstanceUid(),
                        object.modality(),
                        object.patientId(),
                        object.sopClassUid(),
                        object.transferSyntaxUid()))
                .containsExactly("2.25.1", "2.25.2", "CT", "T-1", Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(Part10File.open(application.kept(object)).meta().source()).contains("PACS");
    }

    @Test
    @DisplayName("The application is asked once for each study of an association, and an unexpected one is refused")
    void unexpected() throws Exception {
        Path one = image(1, "2.25.1", 500_000);
        Path two = image(2, "2.25.1", 500_000);
        try (InboundPort port = open();
                ServiceUser user = call(port, "SECOND")) {
            application.expecting = false;
            assertThat(user.store(one, Optional.empty()).status()).isEqualTo(Status.NOT_AUTHORISED);
            assertThat(user.store(two, Optional.empty()).status()).isEqualTo(Status.NOT_AUTHORISED);
            assertThat(user.echo()).isEqualTo(Status.SUCCESS);
        }
        assertThat(application.questions).hasValue(1);
        await().until(() -> files().isEmpty());
    }

    @Test
    @DisplayName("I11: of a study that is pushed to us the application learns when the association is over")
    void ended() throws Exception {
        application.pushed = true;
        try (InboundPort port = open()) {
            try (ServiceUser user = call(port, "OPENIEP")) {
                user.store(image(1, "2.25.1", 1000), Optional.empty());
                user.store(image(2, "2.25.1", 1000), Optional.empty());
                assertThat(application.ended).isEmpty();
            }
            await().until(() -> application.ended.equals(List.of("2.25.1")));
        }
    }

    @Test
    @DisplayName("Objects without a study, or with another instance UID than announced, are refused")
    void misfits() throws Exception {
        Path none = write(1, object(1, "2.25.1").remove(Tag.STUDY_INSTANCE_UID));
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            assertThat(user.store(none, Optional.empty()).status()).isEqualTo(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS);
        }
        assertThat(application.batches).isEmpty();
    }

    @Test
    @DisplayName("A batch that the application does not take is offered again until it does")
    void again() throws Exception {
        application.failuresToCome.set(4);
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            for (int number = 1; number <= 5; number++) {
                user.store(image(number, "2.25.1", 1000), Optional.empty());
            }
            await().until(() -> application.objects().size() == 5);
        }
        assertThat(application.objects()).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "What was not delivered before the end is delivered at the next start; what was never complete is gone")
    void restart() throws Exception {
        application.failuresToCome.set(Integer.MAX_VALUE);
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            user.store(image(1, "2.25.1", 100_000), Optional.of(new MoveOriginator("US", 9)));
            user.store(image(2, "2.25.1", 100_000), Optional.empty());
        }
        await().until(() -> files().size() == 2);
        application.failuresToCome.set(0);
        List<Path> left = files();
        Files.write(left.get(1), new byte[10], StandardOpenOption.APPEND);
        Path begun = left.get(0).resolveSibling("99" + IncomingFile.ENDING);
        Files.write(begun, new byte[1000]);

        try (InboundPort port = open()) {
            assertThat(port.port()).isPositive();
            await().until(() -> application.objects().size() == 1);
        }
        ReceivedObject object = application.objects().get(0);
        assertThat(object.file()).isEqualTo(left.get(0));
        assertThat(object.sopInstanceUid()).isEqualTo("2.25.3.1");
        assertThat(object.moveMessageId()).isEqualTo(OptionalInt.of(9));
        assertThat(object.from().callingAeTitle()).isEqualTo("PACS");
        assertThat(begun).doesNotExist();
    }

    @Test
    @DisplayName("An association's folder goes when the application has taken its files")
    void folderGoes() throws Exception {
        try (InboundPort port = open()) {
            try (ServiceUser user = call(port, "OPENIEP")) {
                user.store(image(1, "2.25.1", 1000), Optional.empty());
                await().until(() -> application.objects().size() == 1);
                user.store(image(2, "2.25.1", 1000), Optional.empty());
                await().until(() -> application.objects().size() == 2);
            }
            await().until(() -> {
                try (var folders = Files.list(folder.resolve("incoming"))) {
                    return folders.noneMatch(Files::isDirectory);
                }
            });
        }
    }

    @Test
    @DisplayName(
            "Rejections say why: called AE title, calling AE title, limit of the caller, no answer from the application")
    void rejections() throws Exception {
        try (InboundPort port = open()) {
            assertThat(rejection(port, "NOBODY")).isEqualTo(AssociateReject.CALLED_AE_NOT_RECOGNISED);
            application.admission = new Admission.CallingAeUnknown();
            assertThat(rejection(port, "OPENIEP")).isEqualTo(AssociateReject.CALLING_AE_NOT_RECOGNISED);
            application.admission = new Admission.TryLater();
            assertThat(rejection(port, "OPENIEP")).isEqualTo(AssociateReject.TEMPORARY_CONGESTION);
            application.admission = new Admission.Admitted(2);
            try (ServiceUser one = call(port, "OPENIEP");
                    ServiceUser two = call(port, "OPENIEP")) {
                assertThat(one.echo()).isEqualTo(two.echo());
                assertThat(rejection(port, "OPENIEP")).isEqualTo(AssociateReject.LOCAL_LIMIT_EXCEEDED);
            }
            await().untilAsserted(() -> {
                try (ServiceUser later = call(port, "OPENIEP")) {
                    assertThat(later.echo()).isEqualTo(Status.SUCCESS);
                }
            });
        }
    }

    private static AssociateReject rejection(InboundPort port, String called) {
        AssociateReject[] reject = new AssociateReject[1];
        assertThatThrownBy(() -> call(port, called))
                .isInstanceOfSatisfying(AssociationRejectedException.class, e -> reject[0] = e.reject());
        return reject[0];
    }

    @Test
    @DisplayName(
            "An object that finds no room is refused unread, and the application learns of it and of the study before")
    void turnedAway() throws Exception {
        spec.setBacklog(1);
        spec.setBatchSize(1);
        spec.setRoomMillis(0);
        application.failuresToCome.set(Integer.MAX_VALUE);
        Path first = image(1, "2.25.1", 1000);
        Path second = image(2, "2.25.1", 1000);
        Path third = image(3, "2.25.1", 1000);
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            assertThat(user.store(first, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            assertThat(user.store(second, Optional.empty()).status()).isEqualTo(Status.OUT_OF_RESOURCES);
            assertThat(user.store(third, Optional.of(new MoveOriginator("OPENIEP", 7)))
                            .status())
                    .isEqualTo(Status.OUT_OF_RESOURCES);
            await().until(() ->
                    application.turnedAway.stream().mapToInt(List::size).sum() == 2);
        }
        assertThat(application.turnedAway.stream().flatMap(List::stream))
                .extracting(object -> object.from().callingAeTitle() + " " + object.studyBefore() + " "
                        + object.sopInstanceUid() + " " + object.asked())
                .containsExactly("PACS 2.25.1 2.25.3.2 false", "PACS 2.25.1 2.25.3.3 true");
        assertThat(application.questions).hasValue(1);
    }

    @Test
    @DisplayName("A private SOP class is taken as it comes")
    void privateClass() throws Exception {
        DataSet object = object(1, "2.25.1").put(Tag.SOP_CLASS_UID, "1.3.6.1.4.1.1.1");
        Path file = folder.resolve("private.dcm");
        Part10Writer.write(object, TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN, file);
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            await().until(() -> application.objects().size() == 1);
            assertThat(Part10File.open(application.kept(application.objects().get(0)))
                            .read(ReadOptions.WHOLE))
                    .isEqualTo(object);
        }
    }

    @Test
    @DisplayName(
            "The application learns of each object that could not be written, by study where the header can be read")
    void notKept() throws Exception {
        Path first = image(1, "2.25.1", 1000);
        Path second = image(2, "2.25.1", 1000);
        try (InboundPort port = open();
                ServiceUser user = call(port, "OPENIEP")) {
            Path incoming = folder.resolve("incoming");
            Path aside = folder.resolve("aside");
            Files.move(incoming, aside);
            assertThat(user.store(first, Optional.empty()).status()).isEqualTo(Status.OUT_OF_RESOURCES);
            assertThat(application.notKept).containsExactly("PACS 2.25.1 2.25.3.1");
            Files.move(aside, incoming);
            assertThat(user.store(second, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(application.notKept).hasSize(1);
    }
}
