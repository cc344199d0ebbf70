package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.StoredObject;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dimse.CommitmentReport;
import org.openiep.dicom.dimse.CommitmentRequest;
import org.openiep.dicom.dimse.InstanceReference;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.NotAcceptedException;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.file.Part10Writer;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("What a node asks of the inbound port")
class QuestionsTest {
    private static final DataSet STUDY =
            new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, "2.25.1");

    private final Application application = new Application();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private InboundPort port;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws Exception {
        DicomActivationSpec spec = new DicomActivationSpec();
        spec.setPort(0);
        spec.setBindAddress("127.0.0.1");
        spec.setIncomingFolder(folder.resolve("incoming").toString());
        spec.validate();
        port = InboundPort.open(spec, application, executor);
        application.admission = new Admission.Admitted(4, true);
    }

    @AfterEach
    void close() {
        port.close();
        executor.shutdownNow();
    }

    private ServiceUser call(Proposal proposal) throws IOException {
        return new ServiceUser(
                Association.open("127.0.0.1", port.port(), proposal.request(), AssociationSettings.DEFAULT));
    }

    private static Proposal proposal() {
        return new Proposal("OPENIEP", "PACS");
    }

    private StoredObject hold(int number) throws IOException {
        Path file = folder.resolve(number + ".dcm");
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.3." + number)
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .putInt(Tag.ROWS, 2)
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        StoredObject held = new StoredObject(file, Uids.CT_IMAGE, "2.25.3." + number, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        application.held.add(held);
        return held;
    }

    @Test
    @DisplayName("A search gets every match, and ends with cancel once it has been cancelled")
    void finds() throws Exception {
        for (int i = 0; i < 3; i++) {
            application.matches.add(new DataSet().put(Tag.STUDY_INSTANCE_UID, "2.25." + i));
        }
        List<String> found = new ArrayList<>();
        try (ServiceUser user = call(proposal().service(Uids.STUDY_ROOT_FIND))) {
            Response whole = user.find(
                    Uids.STUDY_ROOT_FIND,
                    STUDY,
                    match -> found.add(match.string(Tag.STUDY_INSTANCE_UID).orElse("")));
            assertThat(whole.status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(found).containsExactly("2.25.0", "2.25.1", "2.25.2");
    }

    @Test
    @DisplayName("C-GET sends objects as they are, or in implicit VR where only that is taken, with the same elements")
    void gets() throws Exception {
        hold(1);
        hold(2);
        for (String syntax : List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN)) {
            AtomicInteger bytes = new AtomicInteger();
            List<String> syntaxes = new ArrayList<>();
            try (ServiceUser user =
                    call(proposal().service(Uids.STUDY_ROOT_GET).receive(Uids.CT_IMAGE, List.of(syntax)))) {
                MoveProgress end = user.get(
                        Uids.STUDY_ROOT_GET,
                        STUDY,
                        (request, data) -> {
                            syntaxes.add(request.context().transferSyntax());
                            bytes.addAndGet(data.readAllBytes().length);
                            return Response.of(Status.SUCCESS);
                        },
                        progress -> true);
                assertThat(end.status()).isEqualTo(Status.SUCCESS);
                assertThat(end.completed()).isEqualTo(2);
            }
            assertThat(syntaxes).containsExactly(syntax, syntax);
            assertThat(bytes.get()).isPositive();
        }
    }

    @Test
    @DisplayName("C-GET counts as failed what the requestor does not take, and names it")
    void getsWhatIsTaken() throws Exception {
        hold(1);
        try (ServiceUser user = call(proposal()
                .service(Uids.STUDY_ROOT_GET)
                .receive(Uids.MR_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
            MoveProgress end = user.get(
                    Uids.STUDY_ROOT_GET, STUDY, (request, data) -> Response.of(Status.SUCCESS), progress -> true);
            assertThat(end.status()).isEqualTo(Status.MOVE_CANNOT_PERFORM);
            assertThat(end.failedInstances()).containsExactly("2.25.3.1");
        }
    }

    @Test
    @DisplayName("C-MOVE tells how far it is, and the end; a cancel reaches the application")
    void moves() throws Exception {
        try (ServiceUser user = call(proposal().service(Uids.STUDY_ROOT_MOVE))) {
            List<MoveProgress> pending = new ArrayList<>();
            MoveProgress end = user.move(Uids.STUDY_ROOT_MOVE, STUDY, "ELSEWHERE", 7, pending::add);
            assertThat(pending).extracting(MoveProgress::remaining).containsExactly(1);
            assertThat(end.completed()).isEqualTo(2);
            assertThat(end.comment()).isEqualTo("ELSEWHERE");
        }
    }

    @Test
    @DisplayName("Who may not query is not offered it; storing and commitment are")
    void notOffered() throws Exception {
        application.admission = new Admission.Admitted(4);
        try (ServiceUser user = call(proposal()
                .service(Uids.VERIFICATION)
                .service(Uids.STUDY_ROOT_FIND)
                .service(Uids.STUDY_ROOT_MOVE)
                .service(Uids.STUDY_ROOT_GET)
                .commitment())) {
            assertThat(user.association().contexts())
                    .extracting(context -> context.abstractSyntax())
                    .containsExactlyInAnyOrder(Uids.VERIFICATION, Uids.STORAGE_COMMITMENT_PUSH);
            assertThatThrownBy(() -> user.find(Uids.STUDY_ROOT_FIND, STUDY, match -> true))
                    .isInstanceOf(NotAcceptedException.class);
        }
    }

    @Test
    @DisplayName("A request for storage commitment is answered on its association with what is held and what is not")
    void commits() throws Exception {
        hold(1);
        CommitmentRequest request = new CommitmentRequest(
                "2.25.77",
                List.of(
                        new InstanceReference(Uids.CT_IMAGE, "2.25.3.1"),
                        new InstanceReference(Uids.CT_IMAGE, "2.25.3.9")));
        try (ServiceUser user = call(proposal().commitment())) {
            assertThat(user.requestCommitment(request).status()).isEqualTo(Status.SUCCESS);
            CommitmentReport report =
                    user.awaitCommitment("2.25.77", Duration.ofSeconds(20)).orElseThrow();
            assertThat(report.committed()).containsExactly(new InstanceReference(Uids.CT_IMAGE, "2.25.3.1"));
            assertThat(report.failed())
                    .containsExactly(new CommitmentReport.Failure(
                            new InstanceReference(Uids.CT_IMAGE, "2.25.3.9"), Commitment.NO_SUCH_OBJECT));
            assertThat(user.requestCommitment(new CommitmentRequest("2.25.78", List.of()))
                            .status())
                    .isEqualTo(new Status(0x0115));
        }
    }

    @Test
    @DisplayName("A report on a request of ours is handed over; one that we have not asked for is refused")
    void takesReports() throws Exception {
        application.asking = "2.25.77";
        CommitmentReport report =
                new CommitmentReport("2.25.77", List.of(new InstanceReference(Uids.CT_IMAGE, "2.25.3.1")), List.of());
        CommitmentReport strange = new CommitmentReport("2.25.78", report.committed(), List.of());
        try (ServiceUser user = call(proposal().commitmentReport())) {
            assertThat(user.report(report).status()).isEqualTo(Status.SUCCESS);
            assertThat(user.report(strange).status()).isEqualTo(new Status(0x0112));
        }
        assertThat(application.reports).extracting(Commitment::transactionUid).containsExactly("2.25.77", "2.25.78");
    }
}
