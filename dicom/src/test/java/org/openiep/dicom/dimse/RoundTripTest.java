package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.Changes;
import org.openiep.dicom.data.DataSetCopier;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.EdgeCases;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.Fragments;

/** Objects go from a sender to our SCP, which keeps them as files, and from there by our SCU to DCMTK's storescp. */
@DisplayName("What leaves is what came")
class RoundTripTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;

    @TempDir
    static Path folder;

    private static Path kept = Path.of("");
    private static Path arrived = Path.of("");
    private static DicomServer ours;
    private static Tool theirs;
    private static int theirPort;

    @BeforeAll
    static void start() throws Exception {
        kept = Files.createDirectory(folder.resolve("kept"));
        arrived = Files.createDirectory(folder.resolve("arrived"));
        ours = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("OURS"),
                Services.ECHO.withStore(RoundTripTest::keep));
        theirPort = Tool.freePort();
        theirs = Tool.start(folder, "storescp", "+xa", "+B", "-od", arrived.toString(), Integer.toString(theirPort))
                .listening(theirPort);
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
    }

    /** As the exchange keeps it: a file, with the data set as it came; what is all null becomes a hole in it. */
    private static Response keep(StoreRequest request, Fragments dataSet) throws IOException {
        Path file = kept.resolve(request.sopInstanceUid());
        Files.deleteIfExists(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            FileMetaInformation.of(
                            request.sopClassUid(),
                            request.sopInstanceUid(),
                            request.context().transferSyntax())
                    .write(out);
        }
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long at = out.size();
            for (ByteBuffer chunk = dataSet.nextChunk(); chunk.hasRemaining(); chunk = dataSet.nextChunk()) {
                int length = chunk.remaining();
                if (chunk.mismatch(ByteBuffer.allocate(length)) >= 0) {
                    out.write(chunk, at);
                }
                at += length;
            }
            if (out.size() < at) {
                out.write(ByteBuffer.allocate(1), at - 1);
            }
        }
        return Response.of(Status.SUCCESS);
    }

    private static void send(String title, int port, Path file) throws IOException {
        TransferSyntax syntax = Part10File.open(file).meta().transferSyntax();
        Proposal proposal = new Proposal(title, "US").storage(Uids.CT_IMAGE, syntax.uid());
        try (ServiceUser user =
                new ServiceUser(Association.open("127.0.0.1", port, proposal.request(), AssociationSettings.DEFAULT))) {
            assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
        }
    }

    /** Through us to storescp, which keeps the bytes as they come. */
    private static Path through(Path file) throws IOException {
        send("OURS", ours.port(), file);
        String uid = Part10File.open(file).meta().sopInstanceUid();
        send("STORESCP", theirPort, kept.resolve(uid));
        return arrived.resolve("CT." + uid);
    }

    private static byte[] dataSet(Path file) throws IOException {
        try (var in = Part10File.open(file).dataSet()) {
            return in.readAllBytes();
        }
    }

    private static Path write(EdgeCases.Case one, int number) throws IOException {
        Path file = folder.resolve("case-" + number + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            FileMetaInformation.of(
                            Uids.CT_IMAGE, "2.25.9" + number, one.syntax().uid())
                    .write(out);
            out.write(one.bytes());
        }
        return file;
    }

    @Test
    @DisplayName(
            "byte for byte, of every VR, encoding, character set, kind of sequence and fragments, and of what is broken")
    void bytes() throws IOException {
        List<EdgeCases.Case> cases = EdgeCases.all();
        assertThat(cases).hasSizeGreaterThan(70);
        for (int i = 0; i < cases.size(); i++) {
            EdgeCases.Case one = cases.get(i);
            Path file = write(one, i);
            send("OURS", ours.port(), file);
            Path here = kept.resolve("2.25.9" + i);
            assertThat(dataSet(here)).as(one.toString()).isEqualTo(one.bytes());
            // A data set of an odd number of bytes is nothing that DCMTK takes (PS3.8 annex E.1).
            if (one.bytes().length % 2 == 0) {
                send("STORESCP", theirPort, here);
                assertThat(dataSet(arrived.resolve("CT.2.25.9" + i)))
                        .as(one.toString())
                        .isEqualTo(one.bytes());
            }
        }
    }

    @Test
    @DisplayName("element for element as dcmdump has it, when DCMTK sends and re-encodes and storescp writes it anew")
    void elements() throws Exception {
        List<EdgeCases.Case> cases = EdgeCases.all();
        Path renewed = Files.createDirectory(folder.resolve("renewed"));
        Map<Integer, Path> legal = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).legal()) {
                legal.put(i, write(cases.get(i), i));
            }
        }
        int port = Tool.freePort();
        try (Tool scp = Tool.start(folder, "storescp", "+xa", "-od", renewed.toString(), Integer.toString(port))
                .listening(port)) {
            List<String> command =
                    new ArrayList<>(List.of("-aec", "OURS", "-xf", scuProfile().toString(), "Default", "127.0.0.1"));
            command.add(Integer.toString(ours.port()));
            legal.values().forEach(file -> command.add(file.toString()));
            Tool.run(folder, "storescu", command.toArray(String[]::new));
            List<Path> there = new ArrayList<>();
            for (int number : legal.keySet()) {
                send("STORESCP", port, kept.resolve("2.25.9" + number));
                there.add(renewed.resolve("CT.2.25.9" + number));
            }
            assertThat(dump(there)).isEqualTo(dump(legal.values()));
            assertThat(scp.isRunning()).isTrue();
        }
    }

    /** All encodings of the cases, each in a presentation context of its own, as real PACS propose them. */
    private static Path scuProfile() throws IOException {
        List<String> syntaxes = Stream.of(
                        Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                        Uids.IMPLICIT_VR_LITTLE_ENDIAN,
                        Uids.EXPLICIT_VR_BIG_ENDIAN,
                        Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                        Uids.JPEG_LOSSLESS_SV1)
                .toList();
        StringBuilder text = new StringBuilder("[[TransferSyntaxes]]\n");
        for (int i = 0; i < syntaxes.size(); i++) {
            text.append("[T" + i + "]\nTransferSyntax1 = " + syntaxes.get(i) + "\n");
        }
        text.append("[[PresentationContexts]]\n[Contexts]\n");
        for (int i = 0; i < syntaxes.size(); i++) {
            text.append("PresentationContext" + (i + 1) + " = " + Uids.CT_IMAGE + "\\T" + i + "\n");
        }
        text.append("[[Profiles]]\n[Default]\nPresentationContexts = Contexts\n");
        return Files.writeString(folder.resolve("profile.cfg"), text.toString());
    }

    /** Every element, without its length and file meta information: values as text are padded as the standard says. */
    private static List<String> dump(Collection<Path> files) throws IOException {
        Stream<String> options = Stream.of("-q", "+L", "-Un", "-uc");
        return Dcmtk.run(
                        "dcmdump",
                        Stream.concat(options, files.stream().map(Path::toString))
                                .toArray(String[]::new))
                .lines()
                .filter(line -> line.matches(" *\\([0-9a-f]{4},[0-9a-f]{4}\\).*"))
                .filter(line ->
                        !line.matches("\\(0002,.*") && !line.contains("(fffe,e00d)") && !line.contains("(fffe,e0dd)"))
                .map(line -> line.replaceAll("#.*", "").strip())
                .map(line -> line.replaceAll("with (explicit|undefined) length", ""))
                .filter(line -> !line.matches("\\([0-9a-f]{4},0000\\).*"))
                // DCMTK leaves padding out itself when it sends.
                .filter(line -> !line.startsWith("(fffc,fffc)"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.EdgeCases#stream")
    @DisplayName("byte for byte when it is copied element by element; what cannot be read is refused in a sentence")
    void copied(EdgeCases.Case one) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            DataSetCopier.copy(
                    new BufferedInputStream(new ByteArrayInputStream(one.bytes())),
                    one.syntax(),
                    out,
                    one.syntax(),
                    new Changes());
            assertThat(out.toByteArray()).isEqualTo(one.bytes());
        } catch (DicomFormatException e) {
            assertThat(one.legal()).as(e.getMessage()).isFalse();
            assertThat(e).hasMessageContaining("offset");
        }
    }

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.EdgeCases#stream")
    @DisplayName("and is read as what is written again, if it can be read")
    void read(EdgeCases.Case one) throws IOException {
        try {
            var set = DataSetReader.read(new ByteArrayInputStream(one.bytes()), one.syntax(), ReadOptions.WHOLE);
            assertThat(set.string(Tag.SOP_CLASS_UID)).contains(Uids.CT_IMAGE);
            // These are retired, and left out (PS3.5 7.2).
            set.remove(0x00080000).remove(0x00100000);
            ByteArrayOutputStream again = new ByteArrayOutputStream();
            DataSetWriter.write(set, again, one.syntax());
            if (one.legal()) {
                assertThat(DataSetReader.read(new ByteArrayInputStream(again.toByteArray()), one.syntax()))
                        .isEqualTo(set);
            }
        } catch (DicomFormatException e) {
            assertThat(one.legal()).as(e.getMessage()).isFalse();
            assertThat(e).hasMessageContaining("offset");
        }
    }

    @Test
    @DisplayName("also of a multi-frame of more than 1 GiB")
    void large() throws IOException {
        int frames = 2100;
        long pixels = frames * 512L * 1024;
        Path file = folder.resolve("large.dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            FileMetaInformation.of(Uids.CT_IMAGE, "2.25.91", EXPLICIT.uid()).write(out);
            DataSetWriter.write(
                    Objects.image(91, 128).remove(Tag.PIXEL_DATA).put(Tag.NUMBER_OF_FRAMES, Integer.toString(frames)),
                    out,
                    EXPLICIT);
            out.write(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'W', 0, 0});
            for (int i = 0; i < 4; i++) {
                out.write((int) (pixels >>> (8 * i)));
            }
        }
        try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long end = sparse.size() + pixels;
            sparse.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), end - pixels / 2);
            sparse.write(ByteBuffer.wrap(new byte[] {5, 6, 7, 8}), end - 4);
        }

        Path last = through(file);

        assertThat(Files.size(last)).isGreaterThan(1L << 30);
        assertThat(mismatch(file, last)).isEqualTo(-1);
        Files.delete(last);
    }

    /** First byte of the data sets that differs. */
    private static long mismatch(Path one, Path other) throws IOException {
        try (var in = Part10File.open(one).dataSet();
                var with = Part10File.open(other).dataSet()) {
            byte[] left = new byte[1 << 20];
            byte[] right = new byte[1 << 20];
            long at = 0;
            while (true) {
                int n = in.readNBytes(left, 0, left.length);
                int m = with.readNBytes(right, 0, right.length);
                int first = Arrays.mismatch(left, 0, n, right, 0, m);
                if (first >= 0 || n < left.length) {
                    return first < 0 ? -1 : at + first;
                }
                at += n;
            }
        }
    }
}
