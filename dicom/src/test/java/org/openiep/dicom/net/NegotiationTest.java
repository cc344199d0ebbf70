package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.dicom.data.Uids;

@DisplayName("A-ASSOCIATE")
class NegotiationTest {
    private static final String RELEASE_RQ = "050000000004 00000000";

    @Test
    @DisplayName("Both sides see the same request, answer and contexts")
    void agree() throws Exception {
        AssociateRequest request = new AssociateRequest(
                "CALLED",
                "CALLING",
                RawPeer.request().contexts(),
                new UserInformation(
                        16_384, "1.2.3", "V", new AsyncWindow(4, 2), List.of(new RoleSelection("1.2.4", false, true))));
        try (RawPeer peer = RawPeer.asking()) {
            Association ours = peer.say(request).ours();
            assertThat(ours.request()).isEqualTo(request);
            assertThat(ours.contexts())
                    .containsExactly(
                            new PresentationContext(1, Uids.VERIFICATION, Uids.IMPLICIT_VR_LITTLE_ENDIAN),
                            new PresentationContext(3, Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN));
            assertThat(peer.hear()).startsWith("02");
            assertThat(peer.say(RELEASE_RQ).ours().receive()).isEmpty();
            assertThat(peer.hear()).isEqualTo("06000000000400000000");
            assertThat(peer.hear()).isEqualTo("closed");
        }
    }

    @Test
    @DisplayName("Items that we do not know are passed over: extended negotiation, user identity, later inventions")
    void unknownItems() throws Exception {
        byte[] plain = RawPeer.bytes(RawPeer.request());
        String more = "5000000c 56000003 000000" + "58000001 00" + "99000002 abcd";
        byte[] items = HexFormat.of().parseHex(more.replace(" ", ""));
        byte[] longer = java.util.Arrays.copyOf(plain, plain.length + items.length);
        System.arraycopy(items, 0, longer, plain.length, items.length);
        java.nio.ByteBuffer.wrap(longer).putInt(2, longer.length - 6);
        try (RawPeer peer = RawPeer.asking()) {
            assertThat(peer.say(longer).ours().contexts()).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an HTTP request, 474554202f20485454502f312e310d0a0d0a, 1, no PDU type 47H",
        "a length of 4 GiB, 0100ffffffff0001, 6, we read 262144 at most",
        "a data PDU, 040000000004 00000000, 2, P-DATA-TF came where A-ASSOCIATE-RQ was due",
        "a release, 050000000004 00000000, 2, A-RELEASE-RQ came where A-ASSOCIATE-RQ was due",
        "an answer nobody asked for, 030000000004 00010101, 2, A-ASSOCIATE-RJ came where A-ASSOCIATE-RQ was due",
        "too short a body, 010000000003 000100, 6, A-ASSOCIATE-RQ: 2 bytes announced",
        "a release of 3 bytes, 050000000003 000000, 6, A-RELEASE-RQ of 3 bytes; it has 4",
    })
    void hostile(String what, String hex, String abortReason, String message) throws Exception {
        try (RawPeer peer = RawPeer.asking()) {
            peer.say(hex);
            assertThat(peer.hear()).as(what).isEqualTo("070000000004" + "0000020" + abortReason);
            peer.hangUp();
            assertThatThrownBy(peer::ours)
                    .isInstanceOf(DicomProtocolException.class)
                    .hasMessageContaining(message.replace("no PDU", "There is no PDU"));
        }
    }

    @Test
    @DisplayName("An item longer than the rest of the PDU is refused with its place")
    void overlongItem() throws Exception {
        byte[] request = RawPeer.bytes(RawPeer.request());
        int firstItem = 6 + 68;
        request[firstItem + 2] = 0x7F;
        try (RawPeer peer = RawPeer.asking()) {
            peer.say(request);
            assertThat(peer.hear()).isEqualTo("070000000004" + "00000206");
            peer.hangUp();
            assertThatThrownBy(peer::ours)
                    .hasMessageMatching("A-ASSOCIATE-RQ: 32\\d+ bytes announced at offset 72, \\d+ left\\.");
        }
    }

    @Test
    @DisplayName("Contexts with even or repeated identifiers are refused")
    void contextIdentifiers() throws Exception {
        ProposedContext even = new ProposedContext(2, Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        ProposedContext odd = new ProposedContext(1, Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        for (List<ProposedContext> contexts : List.of(List.of(even), List.of(odd, odd))) {
            try (RawPeer peer = RawPeer.asking()) {
                peer.say(new AssociateRequest("A", "B", contexts, UserInformation.of(0)));
                assertThat(peer.hear()).isEqualTo("070000000004" + "00000206");
                peer.hangUp();
                assertThatThrownBy(peer::ours).isInstanceOf(DicomProtocolException.class);
            }
        }
    }

    @Test
    @DisplayName("Another protocol version and another application context are rejected with their reasons")
    void rejectedByProtocol() throws Exception {
        byte[] version2 = RawPeer.bytes(RawPeer.request());
        version2[7] = 2;
        byte[] otherContext = RawPeer.bytes(RawPeer.request());
        otherContext[6 + 68 + 4] = '9';
        try (RawPeer one = RawPeer.asking();
                RawPeer other = RawPeer.asking()) {
            assertThat(one.say(version2).hear()).isEqualTo("030000000004" + "00010202");
            assertThat(other.say(otherContext).hear()).isEqualTo("030000000004" + "00010102");
        }
    }

    @Test
    @DisplayName("The policy's rejection is what the peer hears")
    void rejectedByPolicy() throws Exception {
        AcceptorPolicy full = (request, from) -> new AcceptorPolicy.Reject(AssociateReject.LOCAL_LIMIT_EXCEEDED);
        try (RawPeer peer = RawPeer.asking(RawPeer.PATIENT, full)) {
            assertThat(peer.say(RawPeer.request()).hear()).isEqualTo("030000000004" + "00020302");
            peer.hangUp();
            assertThatThrownBy(peer::ours)
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            e -> assertThat(e.reject().isTransient()).isTrue());
        }
    }

    @Test
    @DisplayName("A peer that connects and says nothing is let go when the negotiation time-out is over")
    void silent() throws Exception {
        AssociationSettings impatient =
                new AssociationSettings(Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofSeconds(5), 16_384);
        try (RawPeer peer = RawPeer.asking(impatient, RawPeer.acceptAll())) {
            assertThatThrownBy(peer::ours).isInstanceOf(AssociationTimeoutException.class);
            assertThat(peer.hear()).isEqualTo("closed");
        }
    }

    @Test
    @DisplayName("A peer that hangs up in the middle of its request is a lost connection")
    void truncated() throws Exception {
        byte[] request = RawPeer.bytes(RawPeer.request());
        try (RawPeer peer = RawPeer.asking()) {
            peer.say(java.util.Arrays.copyOf(request, request.length / 2)).hangUp();
            assertThatThrownBy(peer::ours).isInstanceOf(ConnectionLostException.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00010103, 'rejected-permanent, calling AE title not recognised'",
        "00010107, 'rejected-permanent, called AE title not recognised'",
        "00020301, 'rejected-transient, temporary congestion'",
        "00020302, 'rejected-transient, local limit exceeded'",
        "000102ff, 'rejected-permanent, source 2, reason 255'",
    })
    void rejectionsThatWeGet(String body, String words) throws Exception {
        try (RawPeer peer = RawPeer.answering()) {
            peer.say("030000000004" + body);
            assertThatThrownBy(peer::ours)
                    .isInstanceOf(AssociationRejectedException.class)
                    .hasMessageContaining(words);
        }
    }

    @Test
    @DisplayName("An abort instead of an answer keeps its source and reason")
    void abortedInsteadOfAnswered() throws Exception {
        try (RawPeer peer = RawPeer.answering()) {
            peer.say("070000000004 00000206");
            assertThatThrownBy(peer::ours)
                    .isInstanceOfSatisfying(
                            AssociationAbortedException.class,
                            e -> assertThat(e.abort()).isEqualTo(new Abort(2, Abort.INVALID_PARAMETER_VALUE)));
        }
    }

    @Test
    @DisplayName("An answer with contexts or transfer syntaxes that we did not propose is not believed")
    void strangeAnswers() throws Exception {
        ContextAnswer notProposed = ContextAnswer.accept(5, Uids.IMPLICIT_VR_LITTLE_ENDIAN);
        ContextAnswer otherSyntax = ContextAnswer.accept(1, Uids.JPEG_2000);
        for (ContextAnswer answer : List.of(notProposed, otherSyntax)) {
            try (RawPeer peer = RawPeer.answering()) {
                peer.say(new AssociateAccept("A", "B", List.of(answer), UserInformation.of(0)));
                assertThat(peer.hear()).isEqualTo("070000000004" + "00000206");
                peer.hangUp();
                assertThatThrownBy(peer::ours).isInstanceOf(DicomProtocolException.class);
            }
        }
    }
}
