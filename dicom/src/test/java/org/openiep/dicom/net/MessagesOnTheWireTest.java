package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.dicom.data.Uids;

@DisplayName("P-DATA, A-RELEASE and A-ABORT")
class MessagesOnTheWireTest {
    private static final PresentationContext CT =
            new PresentationContext(3, Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);

    private static RawPeer established(AssociationSettings settings) throws Exception {
        RawPeer peer = RawPeer.asking(settings, RawPeer.acceptAll());
        peer.say(RawPeer.request()).hear();
        return peer;
    }

    @Test
    @DisplayName("Fragments are joined, however they are spread over PDUs and however they trickle in")
    void joined() throws Exception {
        String twoInOne = "04000000000f 00000003 03 01 0a 00000004 03 03 0b0c";
        String emptyLast = "040000000015 00000003 03 00 01 00000004 03 00 0203 00000002 03 02";
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            for (byte b : HexFormat.of().parseHex((twoInOne + emptyLast).replace(" ", ""))) {
                peer.say(new byte[] {b});
            }
            Fragments command = peer.ours().receive().orElseThrow();
            assertThat(command.isCommand()).isTrue();
            assertThat(command.contextId()).isEqualTo(3);
            assertThat(command.readAllBytes()).containsExactly(10, 11, 12);
            Fragments data = peer.ours().receive().orElseThrow();
            assertThat(data.isCommand()).isFalse();
            assertThat(data.readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @Test
    @DisplayName("What nobody reads is skipped, and its stream stays at its end")
    void skipped() throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            peer.say("040000000008 00000004 03 00 0102").say("040000000008 00000004 03 02 0304");
            peer.say("040000000007 00000003 01 03 7f");
            Fragments unread = peer.ours().receive().orElseThrow();
            Fragments next = peer.ours().receive().orElseThrow();
            assertThat(unread.read()).isEqualTo(-1);
            assertThat(next.read()).isEqualTo(0x7F);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "more than we offered, 040000004002, 6, 16386 bytes came; we offered to take 16384",
        "a value longer than its PDU, 040000000008 00000005 03 00 0102, 6, value of 5 bytes came with 4 left",
        "a value of one byte, 040000000008 00000001 03 00 0102, 6, value of 1 bytes",
        "no room for a value, 040000000003 000000, 6, too few for a presentation data value",
        "a request, 010000000000, 6, A-ASSOCIATE-RQ: 2 bytes announced",
        "an unknown PDU, 1f0000000000, 1, no PDU type 1FH",
    })
    void malformed(String what, String hex, String abortReason, String message) throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            peer.say(hex).hangUp();
            assertThatThrownBy(() -> peer.ours().receive().orElseThrow().readAllBytes())
                    .as(what)
                    .isInstanceOf(DicomProtocolException.class)
                    .hasMessageContaining(message);
            assertThat(peer.hear()).isEqualTo("070000000004" + "0000020" + abortReason);
        }
    }

    @Test
    @DisplayName("A data set that is interrupted by a command, or by a release, ends the association")
    void interrupted() throws Exception {
        for (String hex : new String[] {"040000000007 00000003 03 03 05", "050000000004 00000000"}) {
            try (RawPeer peer = established(RawPeer.PATIENT)) {
                peer.say("040000000007 00000003 03 00 01").say(hex).hangUp();
                assertThatThrownBy(() -> peer.ours().receive().orElseThrow().readAllBytes())
                        .isInstanceOf(DicomProtocolException.class);
                assertThat(peer.ours().isOpen()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("An abort in the middle of a data set comes out of its stream")
    void aborted() throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            peer.say("040000000007 00000003 03 00 01").say("070000000004 00000000");
            Fragments data = peer.ours().receive().orElseThrow();
            assertThat(data.read()).isEqualTo(1);
            assertThatThrownBy(data::read).isInstanceOf(AssociationAbortedException.class);
        }
    }

    @Test
    @DisplayName("Silence longer than the idle time-out is answered with an abort")
    void idle() throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT.withIdle(Duration.ofMillis(50)))) {
            assertThatThrownBy(() -> peer.ours().receive()).isInstanceOf(AssociationTimeoutException.class);
            assertThat(peer.hear()).isEqualTo("070000000004" + "00000200");
        }
    }

    @Test
    @DisplayName("Closing from another thread wakes the one that waits")
    void closedElsewhere() throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            Association ours = peer.ours();
            Thread closer = new Thread(ours::close);
            closer.start();
            assertThatThrownBy(ours::receive).isInstanceOf(ConnectionLostException.class);
            closer.join();
        }
    }

    @Test
    @DisplayName("We never send more in a PDU than the peer takes, always an even number, command and data together")
    void peersLimit() throws Exception {
        try (RawPeer peer = RawPeer.answering()) {
            peer.say(new AssociateAccept(
                    "A",
                    "B",
                    java.util.List.of(
                            ContextAnswer.accept(1, Uids.IMPLICIT_VR_LITTLE_ENDIAN),
                            ContextAnswer.accept(3, Uids.EXPLICIT_VR_LITTLE_ENDIAN)),
                    UserInformation.of(1001)));
            peer.ours().send(CT, new byte[10], Payload.of(new byte[2000]));

            assertThat(peer.hear()).startsWith("0400000003e8" + "0000000c0303").contains("000003d40300");
            assertThat(peer.hear()).startsWith("0400000003e8" + "000003e40300");
            assertThat(peer.hear()).startsWith("040000");
        }
    }

    @Test
    @DisplayName(
            "Our release is confirmed, data that still comes is dropped, and a release from both sides at once ends well")
    void release() throws Exception {
        try (RawPeer peer = RawPeer.answering()) {
            peer.say(new AssociateAccept("A", "B", java.util.List.of(), UserInformation.of(0)));
            Association ours = peer.ours();
            peer.say("040000000007 00000003 03 00 01")
                    .say("050000000004 00000000")
                    .say("060000000004 00000000");
            peer.hangUp();
            ours.release();
            assertThat(peer.hear()).isEqualTo("05000000000400000000");
            assertThat(peer.hear()).isEqualTo("06000000000400000000");
            assertThat(peer.hear()).isEqualTo("closed");
            assertThat(ours.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("An idle association on which anything arrives, or that has ended, is not usable any more")
    void usable() throws Exception {
        try (RawPeer peer = established(RawPeer.PATIENT)) {
            assertThat(peer.ours().isUsable()).isTrue();
            peer.say("070000000004 00000000");
            org.awaitility.Awaitility.await().until(() -> !peer.ours().isUsable());
        }
    }
}
