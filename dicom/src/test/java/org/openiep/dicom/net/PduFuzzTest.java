package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.Uids;

@DisplayName("PDUs from anybody")
class PduFuzzTest {
    static Stream<byte[]> pdus() {
        UserInformation user = new UserInformation(
                16_384,
                "1.2.3",
                "V",
                new AsyncWindow(4, 2),
                List.of(new RoleSelection(Uids.CT_IMAGE, true, true)),
                Optional.of(new UserIdentity(2, true, "somebody")),
                true);
        List<Pdu> pdus = List.of(
                new AssociateRequest("CALLED", "CALLING", RawPeer.request().contexts(), user),
                new AssociateAccept(
                        "CALLED", "CALLING", List.of(ContextAnswer.accept(1, Uids.IMPLICIT_VR_LITTLE_ENDIAN)), user),
                AssociateReject.TEMPORARY_CONGESTION,
                Abort.byProvider(Abort.UNEXPECTED_PDU),
                new Pdu.Release(true));
        return pdus.stream().map(RawPeer::bytes);
    }

    @DisplayName("are read or refused, and what was read is read alike when we write it")
    @MethodSource("pdus")
    @FuzzTest
    void decode(byte[] input) throws Exception {
        Pdu pdu;
        try (Loopback connection = Loopback.fuzzed(input)) {
            pdu = new PduDecoder(connection.wire(), 16_384).next();
        } catch (AssociationException e) {
            assertThat(e).hasMessageMatching("(?s).+\\.");
            return;
        }
        if (pdu instanceof Pdu.Data) {
            return;
        }
        byte[] written = RawPeer.bytes(pdu);
        try (Loopback connection = Loopback.fuzzed(written)) {
            assertThat(new PduDecoder(connection.wire(), 16_384).next()).isEqualTo(pdu);
        }
    }

    static Stream<byte[]> fragments() {
        return Stream.of(
                        "04000000000f000000030301 0a000000040303 0b0c",
                        "040000000015 00000003030001 000000040300 0203 000000020302",
                        "040000000008 00000004 03 00 0102 040000000008 00000004 03 02 0304 0500000000 04 00000000")
                .map(hex -> java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    @DisplayName("are taken apart into fragments without a byte more than came")
    @MethodSource("fragments")
    @FuzzTest
    void takeApart(byte[] input) throws Exception {
        long taken = 0;
        try (Loopback connection = Loopback.fuzzed(input)) {
            Wire wire = connection.wire();
            PdvReader reader = new PdvReader(wire, new PduDecoder(wire, 16_384));
            while (reader.begin()) {
                for (ByteBuffer chunk = reader.chunk(); chunk.hasRemaining(); chunk = reader.chunk()) {
                    taken += chunk.remaining();
                }
            }
        } catch (AssociationException e) {
            assertThat(e).hasMessageMatching("(?s).+\\.");
        }
        assertThat(taken).isLessThanOrEqualTo(input.length);
    }
}
