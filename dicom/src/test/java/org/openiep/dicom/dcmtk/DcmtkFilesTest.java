package org.openiep.dicom.dcmtk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("DCMTK and we read the same in the same files")
class DcmtkFilesTest {
    private static final Map<String, TransferSyntax> SYNTAXES = Map.of(
            "+ti", TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            "+te", TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            "+tb", TransferSyntax.EXPLICIT_BIG_ENDIAN,
            "+td", TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);

    /** Invented: an SR-like tree, every VR, odd things that are legal. */
    private static final String DUMP = """
            (0008,0005) CS [ISO_IR 100]
            (0008,0016) UI =EnhancedSRStorage
            (0008,0018) UI [2.25.77]
            (0008,0020) DA [20260301]
            (0008,002a) DT [20260301134501.123456+0000]
            (0008,0054) AE [RXX_PACS]
            (0008,0090) PN [Grey^Anne^^Dr^FRCR]
            (0008,1190) UR [https://pacs.example/wado?x=1]
            (0009,0010) LO [ACME 1.0]
            (0009,1001) DS [1.25\\-3e-2]
            (0009,1002) UN 01\\02\\ff
            (0009,1003) SQ
            (fffe,e000) na
            (0009,0010) LO [ACME 1.0]
            (0009,1010) LO [inside]
            (fffe,e00d) na
            (fffe,e0dd) na
            (0010,1010) AS [043Y]
            (0018,1063) DS
            (0018,9073) FD 12.5
            (0028,0106) US 7
            (0028,3010) SQ
            (fffe,e000) na
            (0028,3002) US 4\\0\\16
            (0028,3006) OW 0001\\0002\\0003\\fffe
            (fffe,e00d) na
            (fffe,e000) na
            (fffe,e00d) na
            (fffe,e0dd) na
            (0040,a160) UT [one line\\with a backslash, which is text here]
            (0040,a30a) DS [1]
            (0040,a730) SQ
            (fffe,e000) na
            (0040,a010) CS [CONTAINS]
            (0040,a040) CS [CONTAINER]
            (0040,a730) SQ
            (fffe,e000) na
            (0040,a040) CS [NUM]
            (0040,a132) UL 1
            (fffe,e00d) na
            (fffe,e0dd) na
            (fffe,e00d) na
            (fffe,e0dd) na
            (0070,0022) FL 1.5\\-2.5\\1024
            (0072,007c) SL -70000
            (0072,0082) SV -5000000000
            """;

    @TempDir
    private Path folder;

    static Stream<TransferSyntax> ourFiles() {
        return SYNTAXES.values().stream();
    }

    @ParameterizedTest
    @MethodSource("ourFiles")
    @DisplayName("when we wrote them")
    void weWrite(TransferSyntax syntax) throws IOException {
        Path file = folder.resolve("ours.dcm");
        Part10Writer.write(Samples.image(), syntax, file);

        assertThat(Dump.byDcmtk(file)).isEqualTo(Dump.of(Samples.image()));
    }

    @Test
    @DisplayName("when dcmconv wrote them from ours, in each encoding, with and without lengths and group lengths")
    void dcmtkConverts() throws IOException {
        Path ours = folder.resolve("ours.dcm");
        Part10Writer.write(Samples.image(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, ours);
        for (Map.Entry<String, TransferSyntax> syntax : SYNTAXES.entrySet()) {
            for (String lengths : List.of("+e", "-e")) {
                for (String groups : List.of("-g", "+g")) {
                    Path theirs = folder.resolve("theirs.dcm");
                    Dcmtk.run("dcmconv", syntax.getKey(), lengths, groups, ours.toString(), theirs.toString());

                    Part10File file = Part10File.open(theirs);

                    assertThat(file.meta().transferSyntax()).isEqualTo(syntax.getValue());
                    assertThat(file.meta().sopInstanceUid()).isEqualTo("2.25.1234567890");
                    assertThat(withoutGroupLengths(file.read(ReadOptions.WHOLE)))
                            .isEqualTo(Samples.image());
                    assertThat(Dump.of(file.read(ReadOptions.WHOLE))).isEqualTo(Dump.byDcmtk(theirs));
                }
            }
        }
    }

    private static DataSet withoutGroupLengths(DataSet set) {
        Samples.tags(set).stream().filter(tag -> Tag.element(tag) == 0).forEach(set::remove);
        for (int tag : Samples.tags(set)) {
            set.items(tag).forEach(DcmtkFilesTest::withoutGroupLengths);
        }
        return set;
    }

    @Test
    @DisplayName("when dump2dcm wrote them from text, in each encoding, and when we then write them again")
    void dcmtkMakes() throws IOException {
        Path dump = Files.writeString(folder.resolve("dump.txt"), DUMP, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, TransferSyntax> syntax : SYNTAXES.entrySet()) {
            Path theirs = folder.resolve("theirs.dcm");
            Dcmtk.run("dump2dcm", "-q", syntax.getKey(), dump.toString(), theirs.toString());
            DataSet read = Part10File.open(theirs).read(ReadOptions.WHOLE);
            assertThat(Dump.of(read)).as(syntax.getKey()).hasSizeGreaterThan(30).isEqualTo(Dump.byDcmtk(theirs));

            Path ours = folder.resolve("ours" + syntax.getKey() + ".dcm");
            Part10Writer.write(read, syntax.getValue(), ours);
            assertThat(Dump.byDcmtk(ours)).isEqualTo(Dump.byDcmtk(theirs));
        }
    }

    @Test
    @DisplayName("when pixel data is in fragments")
    void fragments() throws IOException {
        DataSet image = Samples.image()
                .put(new FragmentsElement(
                        Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[] {1, 2, 3, 4}, new byte[] {5, 6})));
        Path file = folder.resolve("rle.dcm");
        Part10Writer.write(image, TransferSyntax.of(Uids.RLE_LOSSLESS), file);

        assertThat(Dump.byDcmtk(file)).isEqualTo(Dump.of(image));
        assertThat(Part10File.open(file).read(ReadOptions.WHOLE)).isEqualTo(image);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.openiep.dicom.dcmtk.LocalTexts#all")
    @DisplayName("PS3.3 C.12.1.1.2: in names of each character set")
    void characterSets(Map.Entry<String, String> text) throws IOException {
        DataSet set = new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, text.getKey().split("\\\\"))
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.5")
                .putBytes(Tag.PATIENT_NAME, VR.PN, text.getValue().getBytes(StandardCharsets.ISO_8859_1));
        Path file = folder.resolve("name.dcm");
        Part10Writer.write(set, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);

        String dumped = Dcmtk.run("dcmdump", "-q", "+U8", "+P", "0010,0010", file.toString());
        String theirs = new String(dumped.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);

        assertThat(theirs).contains("[" + set.string(Tag.PATIENT_NAME).orElseThrow() + "]");
    }
}
