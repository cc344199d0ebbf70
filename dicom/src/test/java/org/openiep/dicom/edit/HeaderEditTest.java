package org.openiep.dicom.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("A header that is changed on the way")
class HeaderEditTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018A001;

    private static final Provenance PROVENANCE = new Provenance(
            "Image Exchange Portal",
            "Royal Example Hospital",
            OffsetDateTime.parse("2026-03-01T13:45:01.5Z"),
            Provenance.Reason.COERCE);

    private static final HeaderEdit EDIT = HeaderEdit.by(PROVENANCE)
            .put(Tag.PATIENT_ID, "S7654321")
            .put(Tag.ISSUER_OF_PATIENT_ID, "RXX")
            .put(Tag.PATIENT_NAME, "Merryweather^Eleanor")
            .remove(Tag.PATIENT_BIRTH_DATE)
            .with(Equipment.of("OpenIEP", "Portal", "0.1"));

    @TempDir
    private Path folder;

    static Stream<TransferSyntax> syntaxes() {
        return Stream.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                EXPLICIT,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);
    }

    private static byte[] encoded(DataSet set, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, syntax);
        return out.toByteArray();
    }

    private static byte[] edited(HeaderEdit edit, byte[] bytes, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        edit.copy(new BufferedInputStream(new ByteArrayInputStream(bytes)), syntax, out);
        return out.toByteArray();
    }

    private static DataSet edited(HeaderEdit edit, DataSet set, TransferSyntax syntax) throws IOException {
        return DataSetReader.read(new ByteArrayInputStream(edited(edit, encoded(set, syntax), syntax)), syntax);
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    @DisplayName("has the new values, the record of the old ones, and is the same in all else")
    void changes(TransferSyntax syntax) throws IOException {
        DataSet after = edited(EDIT, Samples.image(), syntax);

        assertThat(after.string(Tag.PATIENT_ID)).contains("S7654321");
        assertThat(after.string(Tag.ISSUER_OF_PATIENT_ID)).contains("RXX");
        assertThat(after.string(Tag.PATIENT_NAME)).contains("Merryweather^Eleanor");
        assertThat(after.contains(Tag.PATIENT_BIRTH_DATE)).isFalse();
        DataSet record = after.items(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE).get(0);
        assertThat(record.string(Tag.MODIFYING_SYSTEM)).contains("Image Exchange Portal");
        assertThat(record.string(Tag.SOURCE_OF_PREVIOUS_VALUES)).contains("Royal Example Hospital");
        assertThat(record.string(Tag.REASON_FOR_THE_ATTRIBUTE_MODIFICATION)).contains("COERCE");
        assertThat(record.string(Tag.ATTRIBUTE_MODIFICATION_DATE_TIME)).contains("20260301134501.500000+0000");
        DataSet was = record.items(Tag.MODIFIED_ATTRIBUTES_SEQUENCE).get(0);
        assertThat(Samples.tags(was)).containsExactly(Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.PATIENT_BIRTH_DATE);
        assertThat(was.string(Tag.PATIENT_NAME)).contains("Fairweather^El\u00E9onore^^Dr");

        DataSet equipment = after.items(CONTRIBUTING_EQUIPMENT_SEQUENCE).get(0);
        assertThat(equipment.string(Tag.MANUFACTURER)).contains("OpenIEP");
        assertThat(equipment.items(0x0040A170).get(0).string(Tag.CODE_VALUE)).contains("109103");

        DataSet expected = Samples.image();
        for (int tag : List.of(Tag.PATIENT_ID, Tag.PATIENT_NAME, Tag.PATIENT_BIRTH_DATE)) {
            expected.remove(tag);
            after.remove(tag);
        }
        after.remove(Tag.ISSUER_OF_PATIENT_ID)
                .remove(CONTRIBUTING_EQUIPMENT_SEQUENCE)
                .remove(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE);
        assertThat(after).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    @DisplayName("that has the values already is copied byte for byte")
    void nothingToDo(TransferSyntax syntax) throws IOException {
        byte[] bytes = encoded(Samples.image(), syntax);
        HeaderEdit same = HeaderEdit.by(PROVENANCE)
                .put(Tag.PATIENT_ID, "S0012345")
                .put(Tag.PATIENT_BIRTH_DATE)
                .remove(Tag.ISSUER_OF_PATIENT_ID)
                .with(Equipment.of("OpenIEP", "Portal", "0.1"));

        assertThat(edited(same, bytes, syntax)).isEqualTo(bytes);
    }

    @Test
    @DisplayName("keeps the records of earlier changes, in their order")
    void earlierRecords() throws IOException {
        HeaderEdit second = HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_ID, "third");

        DataSet after = edited(second, edited(EDIT, Samples.image(), EXPLICIT), EXPLICIT);

        assertThat(after.items(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE))
                .extracting(item -> item.items(Tag.MODIFIED_ATTRIBUTES_SEQUENCE)
                        .get(0)
                        .string(Tag.PATIENT_ID)
                        .orElseThrow())
                .containsExactly("S0012345", "S7654321");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Si\u00E2n^Lloyd", "O'Neill^Se\u00E1n", "M\u00FCller^J\u00F6rg"})
    @DisplayName("of the default repertoire becomes Latin-1 when the new name needs it")
    void widensToLatin1(String name) throws IOException {
        DataSet plain = Samples.image()
                .remove(Tag.SPECIFIC_CHARACTER_SET)
                .putBytes(Tag.PATIENT_NAME, VR.PN, new byte[] {'A', 'B'});
        plain.remove(Tag.PROCEDURE_CODE_SEQUENCE);

        DataSet after = edited(HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_NAME, name), plain, EXPLICIT);

        assertThat(after.string(Tag.SPECIFIC_CHARACTER_SET)).contains("ISO_IR 100");
        assertThat(after.string(Tag.PATIENT_NAME)).contains(name);
        DataSet was = after.items(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE)
                .get(0)
                .items(Tag.MODIFIED_ATTRIBUTES_SEQUENCE)
                .get(0);
        assertThat(was.string(Tag.PATIENT_NAME)).contains("AB");
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    @DisplayName("of Latin-1 becomes UTF-8 with all its text when a Welsh name needs it")
    void widensToUtf8(TransferSyntax syntax) throws IOException {
        String name = "\u0174yn^Si\u00E2n";

        DataSet after = edited(HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_NAME, name), Samples.image(), syntax);

        assertThat(after.string(Tag.SPECIFIC_CHARACTER_SET)).contains("ISO_IR 192");
        assertThat(after.string(Tag.PATIENT_NAME)).contains(name);
        assertThat(after.items(Tag.PROCEDURE_CODE_SEQUENCE).get(0).string(Tag.CODE_MEANING))
                .contains("Tomodensitom\u00E9trie");
        DataSet was = after.items(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE)
                .get(0)
                .items(Tag.MODIFIED_ATTRIBUTES_SEQUENCE)
                .get(0);
        assertThat(was.string(Tag.PATIENT_NAME)).contains("Fairweather^El\u00E9onore^^Dr");
        assertThat(after.get(Tag.PIXEL_DATA)).isEqualTo(Samples.image().get(Tag.PIXEL_DATA));
    }

    @Test
    @DisplayName("with code extensions gets the new name by escape sequences")
    void codeExtensions() throws IOException {
        DataSet extended = Samples.image()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 87")
                .remove(Tag.PROCEDURE_CODE_SEQUENCE);
        String name = "\u0416\u0443\u043A^\u00C9va=\u5C71\u7530^\u592A\u90CE";

        DataSet after = edited(HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_NAME, name), extended, EXPLICIT);

        assertThat(after.strings(Tag.SPECIFIC_CHARACTER_SET)).hasSize(3);
        assertThat(after.string(Tag.PATIENT_NAME)).contains(name);
        assertThat(new String(after.bytes(Tag.PATIENT_NAME).orElseThrow(), StandardCharsets.ISO_8859_1))
                .startsWith("\u001B-L\u00B6\u00E3\u00DA^\u00C9va=\u001B$B;3ED\u001B(B^\u001B$BB@O:\u001B(B");
    }

    @Test
    @DisplayName("gives DCMTK the same texts, whatever the character set became")
    void dcmtkReads() throws IOException {
        for (String name :
                List.of("Meyer^Anna", "Lloyd^Si\u00E2n", "\u0174yn^Si\u00E2n", "\u0416\u0443\u043A^\u00C9va")) {
            Path file = folder.resolve("edited.dcm");
            byte[] after = edited(
                    HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_NAME, name),
                    encoded(Samples.image(), EXPLICIT),
                    EXPLICIT);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Part10Writer.copy(
                    FileMetaInformation.of("1.2.840.10008.5.1.4.1.1.2", "2.25.1234567890", EXPLICIT.uid()),
                    new ByteArrayInputStream(after),
                    out);
            Files.write(file, out.toByteArray());

            String dumped = Dcmtk.run("dcmdump", "+U8", "+L", file.toString());
            String theirs = new String(dumped.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);

            assertThat(theirs).contains("[" + name + "]").contains("[Tomodensitom\u00E9trie]");
            assertThat(Part10File.open(file).header().string(Tag.PATIENT_NAME)).contains(name);
        }
    }

    @Test
    @DisplayName("loses the retired group lengths of the groups that change, and no others")
    void groupLengths() throws IOException {
        Path ours = folder.resolve("ours.dcm");
        Path theirs = folder.resolve("theirs.dcm");
        Part10Writer.write(Samples.image(), EXPLICIT, ours);
        Dcmtk.run("dcmconv", "+g", "-e", ours.toString(), theirs.toString());
        byte[] bytes = Part10File.open(theirs).dataSet().readAllBytes();

        byte[] after = edited(HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_ID, "1"), bytes, EXPLICIT);

        DataSet read = DataSetReader.read(new ByteArrayInputStream(after), EXPLICIT);
        assertThat(read.contains(0x00100000)).isFalse();
        assertThat(read.contains(0x00080000)).isTrue();
        assertThat(read.contains(0x00280000)).isTrue();
    }

    @Test
    @DisplayName("does not let an old value through in a second element of the same tag, or out of order")
    void twice() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.write(encoded(new DataSet().put(Tag.PATIENT_ID, "old1"), EXPLICIT));
        wire.write(encoded(new DataSet().put(Tag.PATIENT_ID, "old2").put(Tag.STUDY_ID, "X"), EXPLICIT));
        wire.write(encoded(new DataSet().put(Tag.PATIENT_ID, "old3"), EXPLICIT));

        byte[] after = edited(HeaderEdit.by(PROVENANCE).put(Tag.PATIENT_ID, "new1"), wire.toByteArray(), EXPLICIT);

        assertThat(new String(after, StandardCharsets.ISO_8859_1))
                .contains("new1", "old1")
                .doesNotContain("old2", "old3");
    }

    @Test
    @DisplayName("loses what is to go out even where it stands after elements with higher tags")
    void removedOutOfOrder() throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.write(encoded(new DataSet().put(Tag.STUDY_ID, "X"), EXPLICIT));
        wire.write(encoded(new DataSet().put(Tag.PATIENT_BIRTH_DATE, "19700101"), EXPLICIT));

        byte[] after = edited(EDIT, wire.toByteArray(), EXPLICIT);

        DataSet read = DataSetReader.read(new ByteArrayInputStream(after), EXPLICIT);
        assertThat(read.string(Tag.PATIENT_ID)).contains("S7654321");
        assertThat(read.contains(Tag.PATIENT_BIRTH_DATE)).isFalse();
    }

    @Test
    @DisplayName("is not asked to change what names the object or describes its pixels")
    void refusals() {
        HeaderEdit edit = HeaderEdit.by(PROVENANCE);
        assertThatThrownBy(() -> edit.put(Tag.SOP_INSTANCE_UID, "1.2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edit.put(Tag.PHOTOMETRIC_INTERPRETATION, "RGB"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edit.remove(Tag.PIXEL_DATA)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edit.put(Tag.REQUEST_ATTRIBUTES_SEQUENCE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
