package org.openiep.dicom.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;

/** The first byte of an input chooses transfer syntax and new name, the others are the data set. */
@DisplayName("Headers from anybody")
class EditFuzzTest {
    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);

    private static final List<String> NAMES = List.of("Merryweather", "\u00C9lo\u00EFse", "\u0174yn^Si\u00E2n");

    static Stream<byte[]> headers() throws IOException {
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (int choice = 0; choice < SYNTAXES.size() * NAMES.size(); choice++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(choice);
            DataSetWriter.write(Samples.image(), out, SYNTAXES.get(choice % SYNTAXES.size()));
            seeds.add(out.toByteArray());
        }
        return seeds.build();
    }

    @DisplayName("are changed as asked or refused in words; once changed, the same change finds nothing to do")
    @MethodSource("headers")
    @FuzzTest
    void change(byte[] input) throws IOException {
        int choice = input.length == 0 ? 0 : input[0] & 0xFF;
        TransferSyntax syntax = SYNTAXES.get(choice % SYNTAXES.size());
        String name = NAMES.get(choice / SYNTAXES.size() % NAMES.size());
        Provenance provenance = new Provenance(
                "Exchange", "Elsewhere", OffsetDateTime.parse("2026-03-01T13:45:01Z"), Provenance.Reason.COERCE);
        HeaderEdit edit = HeaderEdit.by(provenance)
                .put(Tag.PATIENT_NAME, name)
                .put(Tag.PATIENT_ID, "S7654321")
                .remove(Tag.PATIENT_BIRTH_DATE)
                .with(Equipment.of("OpenIEP", "Portal", "0.1"));
        byte[] changed;
        DataSet header;
        try {
            changed = edited(edit, Arrays.copyOfRange(input, Math.min(1, input.length), input.length), syntax);
            // Damage behind what is changed is copied as it is.
            header = DataSetReader.read(new ByteArrayInputStream(changed), syntax, ReadOptions.HEADER);
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        assertThat(header.string(Tag.PATIENT_NAME)).contains(name);
        assertThat(header.string(Tag.PATIENT_ID)).contains("S7654321");
        // What is out of order in a data set without other need of change is left there.
        assertThat(header.contains(Tag.PATIENT_BIRTH_DATE) && changed.length != input.length - 1)
                .isFalse();
        assertThat(edited(edit, changed, syntax)).isEqualTo(changed);
    }

    private static byte[] edited(HeaderEdit edit, byte[] bytes, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        edit.copy(new BufferedInputStream(new ByteArrayInputStream(bytes)), syntax, out);
        return out.toByteArray();
    }
}
