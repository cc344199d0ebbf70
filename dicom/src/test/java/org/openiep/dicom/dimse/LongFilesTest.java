package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.Fragments;

@DisplayName("Files sent in long and in short PDUs")
class LongFilesTest {
    private final AtomicReference<byte[]> received = new AtomicReference<>(new byte[0]);

    @TempDir
    Path folder;

    private Response keep(StoreRequest request, Fragments dataSet) throws IOException {
        received.set(dataSet.readAllBytes());
        return Response.of(Status.SUCCESS);
    }

    private DicomServer server(int maxPdu) throws IOException {
        AssociationSettings defaults = AssociationSettings.DEFAULT;
        return DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("PEER"),
                Services.ECHO.withStore(this::keep),
                new AssociationSettings(defaults.connect(), defaults.negotiation(), defaults.idle(), maxPdu));
    }

    private static ServiceUser call(DicomServer server) throws IOException {
        Proposal proposal = new Proposal("PEER", "US").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        return new ServiceUser(
                Association.open("127.0.0.1", server.port(), proposal.request(), AssociationSettings.DEFAULT));
    }

    private Path file(int pixels) throws IOException {
        byte[] bytes = new byte[pixels];
        new Random(pixels).nextBytes(bytes);
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "1.2." + pixels)
                .putBytes(Tag.PIXEL_DATA, VR.OW, bytes);
        Path file = folder.resolve(pixels + ".dcm");
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        return file;
    }

    @ParameterizedTest(name = "{0} byte PDUs, files of {1} to {2} bytes")
    @CsvSource({
        "262144, 261700, 262300, 20",
        "262144, 294800, 295000, 20",
        "262144, 523800, 524500, 20",
        "131072, 130500, 131500, 50",
        "131074, 400000, 400400, 40",
        "16384, 16000, 17000, 50",
        "16384, 262000, 262400, 20",
        "4096, 900000, 900100, 20"
    })
    @DisplayName("Every byte arrives, wherever the ends of PDUs fall")
    void everyByte(int maxPdu, int from, int to, int step) throws IOException {
        try (DicomServer server = server(maxPdu);
                ServiceUser user = call(server)) {
            for (int pixels = from; pixels <= to; pixels += step) {
                Path file = file(pixels);
                assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
                try (var dataSet = Part10File.open(file).dataSet()) {
                    assertThat(received.get()).isEqualTo(dataSet.readAllBytes());
                }
            }
        }
    }
}
