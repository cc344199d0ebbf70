package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dimse.CommitmentHandler;
import org.openiep.dicom.dimse.CommitmentReport;
import org.openiep.dicom.dimse.CommitmentRequest;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceProvider;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;

@DisplayName("Messages from anybody")
class ConversationFuzzTest {
    private static final AssociationSettings SETTINGS =
            new AssociationSettings(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(200), 16_384);

    private static final AssociateRequest REQUEST = new Proposal("A", "B")
            .service(Uids.VERIFICATION)
            .service(Uids.STUDY_ROOT_FIND)
            .service(Uids.STUDY_ROOT_MOVE)
            .service(Uids.STUDY_ROOT_GET)
            .commitment()
            .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN))
            .storage(Uids.MR_IMAGE, Uids.IMPLICIT_VR_LITTLE_ENDIAN)
            .request();

    private static final Services ALL = Services.ECHO
            .withStore((request, data) -> {
                data.readNBytes(100);
                return Response.of(Status.SUCCESS);
            })
            .withFind((model, keys, matches) -> {
                boolean more = matches.add(keys);
                return Response.of(more ? Status.SUCCESS : Status.CANCEL);
            })
            .withMove((move, report) -> {
                report.progress(MoveProgress.pending(1, 0, 0, 0));
                return MoveProgress.finished(0, 1, 0).withFailed(List.of("1.2"));
            })
            .withGet((get, requestor) -> {
                requestor.send(OutgoingObject.made(
                        Uids.CT_IMAGE, "2.25.1", Uids.EXPLICIT_VR_LITTLE_ENDIAN, out -> out.write(new byte[8])));
                return MoveProgress.finished(1, 0, 0);
            })
            .withCommitmentReports(report -> Response.of(Status.SUCCESS))
            .withCommitment(new CommitmentHandler() {
                @Override
                public Answer request(CommitmentRequest request) {
                    return Answer.now(new CommitmentReport(request.transactionUid(), request.instances(), List.of()));
                }

                @Override
                public void reported(CommitmentReport report, boolean taken) {
                    assertThat(report.failed()).isEmpty();
                }
            });

    static Stream<byte[]> requests() throws IOException {
        DataSet study = new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, "1.2.3");
        DataSet references = new DataSet()
                .put(Tag.TRANSACTION_UID, "2.25.1")
                .putItems(
                        Tag.REFERENCED_SOP_SEQUENCE,
                        new DataSet()
                                .put(Tag.REFERENCED_SOP_CLASS_UID, Uids.CT_IMAGE)
                                .put(Tag.REFERENCED_SOP_INSTANCE_UID, "1.2"));
        DataSet noUids = new DataSet()
                .putBytes(Tag.TRANSACTION_UID, VR.UI, new byte[] {'1', (byte) 0xE9})
                .putItems(
                        Tag.REFERENCED_SOP_SEQUENCE,
                        new DataSet().putBytes(Tag.REFERENCED_SOP_INSTANCE_UID, VR.UI, new byte[] {'9', (byte) 0x80}));
        byte[] cancel = message(1, new DataSet().putInt(Tag.COMMAND_FIELD, 0x0FFF), Optional.empty());
        byte[] release = RawPeer.bytes(new Pdu.Release(false));
        return Stream.of(
                join(message(1, command(0x0030), Optional.empty()), release),
                join(message(3, command(0x0020), Optional.of(study)), cancel, release),
                join(message(5, command(0x0021).put(Tag.MOVE_DESTINATION, "X"), Optional.of(study)), release),
                join(message(7, command(0x0010), Optional.of(study)), release),
                join(message(9, command(0x0130).putInt(Tag.ACTION_TYPE_ID, 1), Optional.of(references)), release),
                join(message(9, command(0x0130).putInt(Tag.ACTION_TYPE_ID, 1), Optional.of(noUids)), release),
                join(message(9, command(0x0100).putInt(Tag.EVENT_TYPE_ID, 1), Optional.of(references)), release),
                join(
                        message(11, command(0x0001), Optional.of(study)),
                        message(13, command(0x0001), Optional.of(study))));
    }

    private static DataSet command(int field) {
        return new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, "1.2")
                .putInt(Tag.COMMAND_FIELD, field)
                .putInt(Tag.MESSAGE_ID, 1)
                .put(Tag.AFFECTED_SOP_INSTANCE_UID, "1.2.3");
    }

    private static byte[] message(int context, DataSet command, Optional<DataSet> data) throws IOException {
        command.putInt(Tag.COMMAND_DATA_SET_TYPE, data.isPresent() ? 1 : 0x0101);
        byte[] first = pdu(context, 3, bytes(command, TransferSyntax.IMPLICIT_LITTLE_ENDIAN));
        return data.isPresent()
                ? join(first, pdu(context, 2, bytes(data.get(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN)))
                : first;
    }

    private static byte[] bytes(DataSet set, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, syntax);
        return out.toByteArray();
    }

    private static byte[] pdu(int context, int control, byte[] fragment) {
        String header =
                String.format("0400%08x%08x%02x%02x", fragment.length + 6, fragment.length + 2, context, control);
        return join(HexFormat.of().parseHex(header), fragment);
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    @DisplayName("are served, answered or refused by the provider")
    @MethodSource("requests")
    @FuzzTest
    void serve(byte[] input) throws Exception {
        try (Loopback connection = Loopback.fuzzed(RawPeer.bytes(REQUEST), input);
                Association association =
                        Association.accept(connection.ours(), SETTINGS, (request, from) -> ALL.accept(request))) {
            new ServiceProvider(association, ALL).serve();
        } catch (AssociationException e) {
            assertThat(e).hasMessageMatching("(?s).+\\.");
        }
    }

    static Stream<byte[]> answers() throws IOException {
        DataSet study = new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, "1.2.3");
        return Stream.of(
                join(new byte[] {0}, message(1, answer(0x8030, 0), Optional.empty())),
                join(
                        new byte[] {1},
                        message(3, answer(0x8020, 0xFF00), Optional.of(study)),
                        message(3, answer(0x8020, 0), Optional.empty())),
                join(new byte[] {2}, message(5, answer(0x8021, 0xB000), Optional.of(study))),
                join(
                        new byte[] {3},
                        message(11, command(0x0001), Optional.of(study)),
                        message(7, answer(0x8010, 0), Optional.empty())),
                join(
                        new byte[] {4},
                        message(9, answer(0x8130, 0), Optional.empty()),
                        message(9, command(0x0100).putInt(Tag.EVENT_TYPE_ID, 1), Optional.of(study))));
    }

    private static DataSet answer(int field, int status) {
        return new DataSet()
                .putInt(Tag.COMMAND_FIELD, field)
                .putInt(Tag.MESSAGE_ID_BEING_RESPONDED_TO, 1)
                .putInt(Tag.STATUS, status);
    }

    @DisplayName("are taken as answers, or refused, when we have asked")
    @MethodSource("answers")
    @FuzzTest
    void ask(byte[] input) throws Exception {
        byte[] accept = RawPeer.bytes(new AssociateAccept(
                "A",
                "B",
                REQUEST.contexts().stream()
                        .map(c -> ContextAnswer.accept(
                                c.id(), c.transferSyntaxes().get(0)))
                        .toList(),
                UserInformation.of(16_384)));
        int service = input.length == 0 ? 0 : input[0];
        byte[] answers = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        try (Loopback connection = Loopback.fuzzed(accept, answers);
                ServiceUser user = new ServiceUser(Association.open(connection.wire(), REQUEST, SETTINGS))) {
            ask(user, service);
        } catch (AssociationException e) {
            assertThat(e).hasMessageMatching("(?s).+\\.");
        }
    }

    private static void ask(ServiceUser user, int service) throws IOException {
        DataSet study = new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY");
        switch (Math.floorMod(service, 5)) {
            case 0 -> user.echo();
            case 1 -> user.find(Uids.STUDY_ROOT_FIND, study, match -> match.size() < 2);
            case 2 -> user.moveWhile(Uids.STUDY_ROOT_MOVE, study, "X", 1, progress -> progress.completed() < 2);
            case 3 ->
                user.get(
                        Uids.STUDY_ROOT_GET,
                        study,
                        (request, data) -> Response.of(Status.SUCCESS),
                        progress -> progress.completed() < 2);
            default -> {
                user.requestCommitment(new CommitmentRequest("2.25.1", List.of()));
                user.awaitCommitment("2.25.1", Duration.ofMillis(200));
            }
        }
    }
}
