package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("Storage commitment")
class CommitmentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final InstanceReference HELD = new InstanceReference(Uids.CT_IMAGE, "2.25.1");
    private static final InstanceReference LOST = new InstanceReference(Uids.MR_IMAGE, "2.25.2");
    private static final CommitmentRequest REQUEST = new CommitmentRequest("2.25.77", List.of(HELD, LOST));
    private static final CommitmentReport REPORT = new CommitmentReport(
            "2.25.77",
            List.of(HELD),
            List.of(new CommitmentReport.Failure(LOST, CommitmentReport.Failure.NO_SUCH_OBJECT)));

    /** Answers requests as told and remembers what became of its reports. */
    private static final class Committer implements CommitmentHandler {
        final BlockingQueue<CommitmentRequest> requests = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
        private final Function<CommitmentRequest, Answer> answers;

        Committer(Function<CommitmentRequest, Answer> answers) {
            this.answers = answers;
        }

        @Override
        public Answer request(CommitmentRequest request) {
            requests.add(request);
            return answers.apply(request);
        }

        @Override
        public void reported(CommitmentReport report, boolean isTaken) {
            assertThat(report.committed()).isEqualTo(REPORT.committed());
            assertThat(report.failed()).isEqualTo(REPORT.failed());
            taken.add(isTaken);
        }
    }

    @Test
    @DisplayName("The report comes on the same association, with each object's fate")
    void sameAssociation() throws Exception {
        Committer committer = new Committer(request -> CommitmentHandler.Answer.now(REPORT));
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
            assertThat(user.requestCommitment(REQUEST).status()).isEqualTo(Status.SUCCESS);
            assertThat(user.awaitCommitment("2.25.77", PATIENCE)).contains(REPORT);
            assertThat(committer.requests).containsExactly(REQUEST);
            assertThat(committer.taken.poll(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("A report that comes amid other requests is kept until it is asked for")
    void amidOthers() throws Exception {
        Committer committer = new Committer(request -> CommitmentHandler.Answer.now(REPORT));
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user =
                        open(server, new Proposal("A", "B").commitment().service(Uids.VERIFICATION))) {
            user.requestCommitment(REQUEST);
            for (int i = 0; i < 3; i++) {
                assertThat(user.echo()).isEqualTo(Status.SUCCESS);
            }
            assertThat(user.awaitCommitment("2.25.77", PATIENCE)).contains(REPORT);
        }
    }

    @Test
    @DisplayName("A report on another request is not taken, so that its sender brings it where it was asked for")
    void ofAnother() throws Exception {
        CommitmentReport other = new CommitmentReport("2.25.78", REPORT.committed(), REPORT.failed());
        Committer committer = new Committer(request -> CommitmentHandler.Answer.now(other));
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
            user.requestCommitment(REQUEST);

            assertThat(user.awaitCommitment("2.25.78", Duration.ofMillis(500))).isEmpty();
            assertThat(committer.taken.poll(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    @DisplayName("Whoever releases without waiting gets the report on an association of its own")
    void otherAssociation() throws Exception {
        BlockingQueue<CommitmentReport> reports = new LinkedBlockingQueue<>();
        Committer committer = new Committer(request -> CommitmentHandler.Answer.later());
        Services ofRequestor = Services.ECHO.withCommitmentReports(report -> {
            reports.add(report);
            return Response.of(Status.SUCCESS);
        });
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                DicomServer requestor = start(ofRequestor)) {
            try (ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
                assertThat(user.requestCommitment(REQUEST).status()).isEqualTo(Status.SUCCESS);
                assertThat(user.awaitCommitment("2.25.77", Duration.ofMillis(50)))
                        .isEmpty();
            }
            try (ServiceUser reporter = open(requestor, new Proposal("B", "A").commitmentReport())) {
                assertThat(reporter.association().isProvider(Uids.STORAGE_COMMITMENT_PUSH))
                        .isTrue();
                assertThat(reporter.report(REPORT).status()).isEqualTo(Status.SUCCESS);
            }
            assertThat(reports).containsExactly(REPORT);
        }
    }

    @Test
    @DisplayName("A report that the requestor did not wait for is told to be due")
    void released() throws Exception {
        Committer committer = new Committer(request -> CommitmentHandler.Answer.now(REPORT));
        try (DicomServer server = start(Services.ECHO.withCommitment(committer))) {
            try (ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
                user.requestCommitment(REQUEST);
            }
            assertThat(committer.taken.poll(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    @DisplayName("A refusal reaches the requestor with its status, and no report follows")
    void refused() throws Exception {
        Committer committer = new Committer(
                request -> CommitmentHandler.Answer.refuse(new Response(Status.NOT_AUTHORISED, "unknown")));
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
            assertThat(user.requestCommitment(REQUEST)).isEqualTo(new Response(Status.NOT_AUTHORISED, "unknown"));
            assertThat(user.awaitCommitment("2.25.77", Duration.ofMillis(20))).isEmpty();
        }
        assertThat(committer.taken).isEmpty();
    }

    @Test
    @DisplayName("A request for a study of 5000 images is taken")
    void large() throws Exception {
        List<InstanceReference> study = java.util.stream.IntStream.range(0, 5000)
                .mapToObj(i -> new InstanceReference(Uids.CT_IMAGE, Uids.generate()))
                .toList();
        Committer committer = new Committer(request -> CommitmentHandler.Answer.later());
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
            user.requestCommitment(new CommitmentRequest("2.25.5", study));
            assertThat(Optional.ofNullable(committer.requests.poll()).map(CommitmentRequest::instances))
                    .contains(study);
        }
    }

    @Test
    @DisplayName("A request for more objects than an association may hold is refused, and the next one is taken")
    void tooLarge() throws Exception {
        List<InstanceReference> objects = java.util.stream.IntStream.rangeClosed(0, CommitmentRequest.MOST_OBJECTS)
                .mapToObj(i -> new InstanceReference(Uids.CT_IMAGE, "2.25." + (i + 1)))
                .toList();
        Committer committer = new Committer(request -> CommitmentHandler.Answer.later());
        try (DicomServer server = start(Services.ECHO.withCommitment(committer));
                ServiceUser user = open(server, new Proposal("A", "B").commitment())) {
            assertThat(user.requestCommitment(new CommitmentRequest("2.25.5", objects))
                            .status())
                    .isEqualTo(Status.RESOURCE_LIMITATION);
            assertThat(committer.requests).isEmpty();
            List<InstanceReference> most = objects.subList(1, objects.size());
            assertThat(user.requestCommitment(new CommitmentRequest("2.25.6", most))
                            .status())
                    .isEqualTo(Status.SUCCESS);
            assertThat(committer.requests.remove().instances()).isEqualTo(most);
        }
    }

    private static DicomServer start(Services services) throws Exception {
        return DicomServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of(), services);
    }

    private static ServiceUser open(DicomServer server, Proposal proposal) throws Exception {
        return new ServiceUser(
                Association.open("127.0.0.1", server.port(), proposal.request(), AssociationSettings.DEFAULT));
    }
}
