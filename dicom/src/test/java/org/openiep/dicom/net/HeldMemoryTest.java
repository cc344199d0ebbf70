package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dimse.CommitmentHandler;
import org.openiep.dicom.dimse.CommitmentReport;
import org.openiep.dicom.dimse.CommitmentRequest;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;

@DisplayName("Heap that an association holds is less than 1 MiB")
class HeldMemoryTest {
    private static final int ASSOCIATIONS = 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final int LONGEST_PDU = AssociationSettings.DEFAULT_MAX_PDU_LENGTH;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;

    /** Presentation contexts. */
    private static final int STORE = 1;

    private static final int FIND = 3;
    private static final int COMMITMENT = 5;

    private static Process receiver;
    private static BufferedReader output;
    private static PrintWriter input;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        receiver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Receiver.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.US_ASCII));
        input = new PrintWriter(receiver.getOutputStream(), true, StandardCharsets.US_ASCII);
        port = Integer.parseInt(output.readLine());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        receiver.destroyForcibly().waitFor();
    }

    static Stream<Arguments> states() throws IOException {
        byte[] request = RawPeer.bytes(largestRequest());
        return Stream.of(
                Arguments.of("most of the largest A-ASSOCIATE-RQ has come", cut(request, 10)),
                Arguments.of("the largest A-ASSOCIATE-RQ was accepted", request),
                Arguments.of(
                        "half of the longest PDU has come",
                        join(request, store(), cut(pdu(STORE, 0, pixels()), LONGEST_PDU / 2))),
                Arguments.of(
                        "the largest command set has not ended",
                        join(request, pdu(FIND, 1, elements(0x00001000, 32 * 1024)))),
                Arguments.of(
                        "the largest identifier has not ended",
                        join(request, command(FIND, 0x0020), pdu(FIND, 0, elements(0x00091000, 384 * 1024)))),
                Arguments.of(
                        "a header goes on and on",
                        join(request, store(), pdu(STORE, 0, elements(0x00091000, 512 * 1024)))),
                Arguments.of(
                        "a header names object after object",
                        join(request, store(), pdus(STORE, encoded(headerWithReferences())))),
                Arguments.of(
                        "a storage commitment request has not ended",
                        join(request, action(), pdus(COMMITMENT, encoded(references(CommitmentRequest.MOST_OBJECTS))))),
                Arguments.of(
                        "a storage commitment request goes on and on",
                        join(request, action(), pdus(COMMITMENT, encoded(references(12_000))))),
                Arguments.of("nobody reads the report on commitment", join(request, commitment())),
                Arguments.of(
                        "nobody confirms the reports on commitment",
                        join(request, commitment(), commitment(), commitment())));
    }

    private static byte[] commitment() throws IOException {
        byte[] references = encoded(references(CommitmentRequest.MOST_OBJECTS));
        int split = references.length - 100;
        return join(
                action(),
                pdus(COMMITMENT, Arrays.copyOf(references, split)),
                pdu(COMMITMENT, 2, Arrays.copyOfRange(references, split, references.length)));
    }

    @ParameterizedTest(name = "while {0}")
    @MethodSource("states")
    void held(String state, byte[] sent) throws Exception {
        long before = settled();
        List<Socket> sockets = new ArrayList<>();
        ExecutorService senders = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> sending = new ArrayList<>();
            for (int i = 0; i < ASSOCIATIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                sending.add(() -> {
                    socket.getOutputStream().write(sent);
                    return null;
                });
                if (!state.contains("nobody reads")) {
                    drain(socket);
                }
            }
            for (Future<Void> one : senders.invokeAll(sending)) {
                one.get();
            }
            assertThat((settled() - before) / ASSOCIATIONS).as(state).isLessThan(MEBIBYTE);
        } finally {
            senders.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void drain(Socket socket) {
        Thread reader = new Thread(() -> {
            try {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test has closed it.
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** Live heap of the receiver, in bytes, once it has taken what came and does nothing more. */
    private static long settled() {
        long[] last = {-1, 0};
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    long before = last[0];
                    input.println();
                    last[0] = Long.parseLong(output.readLine());
                    last[1] = Math.abs(last[0] - before) < 16_384 ? last[1] + 1 : 0;
                    // On a busy machine a thread may stand still for some looks in the midst of its work.
                    return last[1] >= 4;
                });
        return last[0];
    }

    /** As many contexts and transfer syntaxes as are taken, none of them alike. */
    private static AssociateRequest largestRequest() {
        List<String> classes = List.of(Uids.CT_IMAGE, Uids.STUDY_ROOT_FIND, Uids.STORAGE_COMMITMENT_PUSH);
        List<ProposedContext> contexts = IntStream.range(0, AssociateRequest.MAX_CONTEXTS)
                .mapToObj(i -> new ProposedContext(
                        2 * i + 1,
                        i < classes.size() ? classes.get(i) : "1.2.826." + i,
                        Stream.concat(
                                        Stream.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN),
                                        IntStream.range(1, 64).mapToObj(j -> "1.2.826.0.1.37." + i + "." + j))
                                .toList()))
                .toList();
        return new AssociateRequest("CALLED", "CALLING", contexts, UserInformation.of(LONGEST_PDU));
    }

    private static DataSet references(int count) {
        return new DataSet().put(Tag.TRANSACTION_UID, "2.25.1").putItems(Tag.REFERENCED_SOP_SEQUENCE, items(count));
    }

    private static DataSet headerWithReferences() {
        return new DataSet().putItems(Tag.REFERENCED_STUDY_SEQUENCE, items(12_000));
    }

    private static List<DataSet> items(int count) {
        String prefix = "1.2.826.0.1.3680043." + "1".repeat(38) + ".";
        return IntStream.range(0, count)
                .mapToObj(i -> new DataSet()
                        .put(Tag.REFERENCED_SOP_CLASS_UID, prefix + (10_000 + i % 200))
                        .put(Tag.REFERENCED_SOP_INSTANCE_UID, prefix + (10_000 + i)))
                .toList();
    }

    /** As many small elements, from this tag on, as are taken into this much memory. */
    private static byte[] elements(int first, int bound) throws IOException {
        DataSet set = new DataSet();
        for (int i = 0; i < bound / 66; i++) {
            set.putBytes(first + i, VR.UN, new byte[2]);
        }
        return encoded(set);
    }

    /** The longest PDU full of an image. */
    private static byte[] pixels() {
        return ByteBuffer.allocate(LONGEST_PDU - 6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 0x7FE0)
                .putShort((short) 0x0010)
                .putInt(LONGEST_PDU)
                .array();
    }

    private static byte[] encoded(DataSet set) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, IMPLICIT);
        return out.toByteArray();
    }

    private static byte[] store() throws IOException {
        return command(STORE, 0x0001);
    }

    private static byte[] action() throws IOException {
        return command(COMMITMENT, 0x0130);
    }

    private static byte[] command(int context, int field) throws IOException {
        return pdu(
                context,
                3,
                encoded(new DataSet()
                        .put(Tag.AFFECTED_SOP_CLASS_UID, Uids.CT_IMAGE)
                        .putInt(Tag.COMMAND_FIELD, field)
                        .putInt(Tag.MESSAGE_ID, 1)
                        .putInt(Tag.COMMAND_DATA_SET_TYPE, 1)
                        .putInt(Tag.ACTION_TYPE_ID, 1)));
    }

    /** A data set in PDUs of the longest, which does not end. */
    private static byte[] pdus(int context, byte[] dataSet) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 0; at < dataSet.length; at += LONGEST_PDU - 6) {
            int end = Math.min(dataSet.length, at + LONGEST_PDU - 6);
            all.writeBytes(pdu(context, 0, Arrays.copyOfRange(dataSet, at, end)));
        }
        return all.toByteArray();
    }

    /** @param control 1 for a command, 2 for the last fragment */
    private static byte[] pdu(int context, int control, byte[] fragment) {
        return ByteBuffer.allocate(12 + fragment.length)
                .put((byte) 4)
                .put((byte) 0)
                .putInt(fragment.length + 6)
                .putInt(fragment.length + 2)
                .put((byte) context)
                .put((byte) control)
                .put(fragment)
                .array();
    }

    private static byte[] cut(byte[] bytes, int off) {
        return Arrays.copyOf(bytes, bytes.length - off);
    }

    private static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    /** The other program: serves all that there is, and tells for each line it gets how much of its heap lives. */
    static final class Receiver {
        private Receiver() {}

        public static void main(String[] arguments) throws Exception {
            InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (DicomServer server = DicomServer.start(loopback, Set.of(), services())) {
                System.out.println(server.port());
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
                while (questions.readLine() != null) {
                    System.gc();
                    Runtime runtime = Runtime.getRuntime();
                    System.out.println(runtime.totalMemory() - runtime.freeMemory());
                }
            }
        }

        private static Services services() {
            return Services.ECHO
                    .withStore((request, data) -> {
                        // As the connector reads it.
                        ReadOptions header =
                                ReadOptions.HEADER.maxValueLength(1024).maxTotal(512 * 1024);
                        new DataSetReader(new BufferedInputStream(data), IMPLICIT, header)
                                .givingItems((sequence, item) -> {})
                                .read();
                        data.skip(Long.MAX_VALUE);
                        return Response.of(Status.SUCCESS);
                    })
                    .withFind((model, keys, matches) -> Response.of(Status.SUCCESS))
                    .withCommitment(new CommitmentHandler() {
                        @Override
                        public Answer request(CommitmentRequest request) {
                            return Answer.now(new CommitmentReport(
                                    request.transactionUid(),
                                    List.of(),
                                    request.instances().stream()
                                            .map(i -> new CommitmentReport.Failure(
                                                    i, CommitmentReport.Failure.NO_SUCH_OBJECT))
                                            .toList()));
                        }

                        @Override
                        public void reported(CommitmentReport report, boolean taken) {
                            assertThat(report.committed()).isEmpty();
                        }
                    });
        }
    }
}
