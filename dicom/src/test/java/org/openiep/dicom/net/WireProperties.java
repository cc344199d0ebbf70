package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Properties of negotiation and of fragments. */
class WireProperties {
    private static final AssociationSettings SETTINGS =
            new AssociationSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 64 * 1024);

    @Provide
    Arbitrary<String> uids() {
        return Arbitraries.strings()
                .withChars('1', '2', '3', '.')
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    @Provide
    Arbitrary<String> titles() {
        return Arbitraries.strings().withCharRange('A', 'Z').ofMinLength(1).ofMaxLength(16);
    }

    @Provide
    Arbitrary<UserInformation> users() {
        Arbitrary<Integer> windows = Arbitraries.integers().between(0, 0xFFFF);
        Arbitrary<RoleSelection> roles = Combinators.combine(
                        uids(), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(RoleSelection::new);
        Arbitrary<Optional<UserIdentity>> identities = Combinators.combine(
                        Arbitraries.integers().between(1, 2), Arbitraries.of(true, false), titles())
                .as(UserIdentity::new)
                .optional();
        return Combinators.combine(
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL),
                        uids(),
                        titles(),
                        Combinators.combine(windows, windows).as(AsyncWindow::new),
                        roles.list().ofMaxSize(5),
                        identities,
                        Arbitraries.of(true, false))
                .as(UserInformation::new);
    }

    @Provide
    Arbitrary<AssociateRequest> requests() {
        Arbitrary<List<ProposedContext>> contexts = Combinators.combine(
                        uids(), uids().list().ofMaxSize(6))
                .as((sopClass, syntaxes) -> new ProposedContext(1, sopClass, syntaxes))
                .list()
                .ofMaxSize(128)
                .map(WireProperties::numbered);
        return Combinators.combine(titles(), titles(), contexts, users()).as(AssociateRequest::new);
    }

    private static List<ProposedContext> numbered(List<ProposedContext> contexts) {
        List<ProposedContext> numbered = new ArrayList<>();
        for (ProposedContext context : contexts) {
            numbered.add(
                    new ProposedContext(2 * numbered.size() + 1, context.abstractSyntax(), context.transferSyntaxes()));
        }
        return numbered;
    }

    @Property(tries = 200)
    void aRequestIsReadAsItWasWritten(@ForAll("requests") AssociateRequest request) throws Exception {
        assertThat(decoded(request)).isEqualTo(request);
    }

    @Property(tries = 100)
    void anAnswerIsReadAsItWasWritten(
            @ForAll("titles") String called,
            @ForAll("users") UserInformation user,
            @ForAll @Size(max = 128) List<ContextAnswer.Result> results)
            throws Exception {
        List<ContextAnswer> contexts = new ArrayList<>();
        for (ContextAnswer.Result result : results) {
            contexts.add(new ContextAnswer(2 * contexts.size() + 1, result, "1.2.840.10008.1.2"));
        }
        AssociateAccept accept = new AssociateAccept(called, "CALLING", contexts, user);
        assertThat(decoded(accept)).isEqualTo(accept);
    }

    private static Pdu decoded(Pdu pdu) throws Exception {
        try (Loopback connection = Loopback.saying(RawPeer.bytes(pdu))) {
            return new PduDecoder(connection.wire(), 16_384).next();
        }
    }

    /** Whatever the sizes of message and PDU, and whether the data set's length is known before or not. */
    @Property(tries = 60)
    void fragmentsMakeTheMessageAgain(
            @ForAll @IntRange(min = 64, max = 15_000) int half,
            @ForAll @IntRange(min = 1, max = 300) int commandLength,
            @ForAll @IntRange(max = 40_000) int dataLength,
            @ForAll boolean streamed)
            throws Exception {
        byte[] command = random(commandLength & ~1);
        byte[] data = random(dataLength & ~1);
        try (RawPeer peer = RawPeer.asking(SETTINGS, RawPeer.acceptAll())) {
            AssociateRequest request =
                    new AssociateRequest("A", "B", RawPeer.request().contexts(), UserInformation.of(2L * half));
            peer.say(request).hear();
            Association ours = peer.ours();
            PresentationContext context = ours.context(3).orElseThrow();
            if (streamed) {
                ours.stream(context, command, out -> out.write(data));
            } else {
                ours.send(context, command, Payload.of(data));
            }
            ByteBuffer heard = ByteBuffer.allocate(command.length + data.length);
            boolean ended = false;
            while (!ended) {
                ended = collect(java.util.HexFormat.of().parseHex(peer.hear()), 2 * half, heard);
            }
            assertThat(heard.array())
                    .isEqualTo(ByteBuffer.allocate(heard.capacity())
                            .put(command)
                            .put(data)
                            .array());
        }
    }

    /** Adds the fragments of one PDU; true when the last of the data set was among them. */
    private static boolean collect(byte[] pdu, int longest, ByteBuffer heard) {
        assertThat(pdu.length - 6).isLessThanOrEqualTo(longest).isEven();
        ByteBuffer in = ByteBuffer.wrap(pdu).position(6);
        boolean ended = false;
        while (in.hasRemaining()) {
            int length = in.getInt();
            assertThat(in.get()).isEqualTo((byte) 3);
            ended = in.get() == 2;
            heard.put(in.slice(in.position(), length - 2));
            in.position(in.position() + length - 2);
        }
        return ended;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
