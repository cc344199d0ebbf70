package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PS3.3 C.12.1.1.2: text by Specific Character Set")
class SpecificCharacterSetTest {
    @Test
    @DisplayName("is decoded with the escapes of PS3.5 annex H, in Japanese names")
    void japanese() {
        String bytes = "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3=\u001b$B;3ED\u001b(J^\u001b$BB@O:\u001b(J";

        assertThat(name(
                        "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B="
                                + "\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B",
                        "",
                        "ISO 2022 IR 87"))
                .contains("Yamada^Tarou=\u5c71\u7530^\u592a\u90ce=\u3084\u307e\u3060^\u305f\u308d\u3046");
        assertThat(name(bytes, "ISO 2022 IR 13", "ISO 2022 IR 87"))
                .contains("\uff94\uff8f\uff80\uff9e^\uff80\uff9b\uff73=\u5c71\u7530^\u592a\u90ce");
        assertThat(name("\u00d4\u00cf\u00c0\u00de", "ISO_IR 13")).contains("\uff94\uff8f\uff80\uff9e");
    }

    @Test
    @DisplayName("falls back to the start at each delimiter of a name, but not inside of other text")
    void delimiters() {
        String bytes = "\u001b-L\u00bb^\u00bb";
        assertThat(name(bytes, "ISO 2022 IR 100", "ISO 2022 IR 144")).contains("\u041b^\u00bb");

        DataSet set = new DataSet().put(Tag.SPECIFIC_CHARACTER_SET, "ISO 2022 IR 100", "ISO 2022 IR 144");
        set.putBytes(Tag.STUDY_DESCRIPTION, VR.LO, (bytes + "\\\u00bb").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(set.strings(Tag.STUDY_DESCRIPTION)).containsExactly("\u041b^\u041b", "\u00bb");
    }

    @Test
    @DisplayName("keeps a backslash that is half of a Chinese character")
    void backslashInside() {
        DataSet set = new DataSet().put(Tag.SPECIFIC_CHARACTER_SET, "GB18030");
        set.putBytes(Tag.PATIENT_COMMENTS, VR.LO, new byte[] {(byte) 0x81, 0x5C, '\\', 'a'});

        assertThat(set.strings(Tag.PATIENT_COMMENTS)).containsExactly("\u4e57", "a");
    }

    @Test
    @DisplayName("is read as Latin-1 when the set is unknown, absent, or not what the bytes are")
    void fallBack() {
        assertThat(name("Zo\u00eb", "ISO_IR 999")).contains("Zo\u00eb");
        assertThat(name("Zo\u00eb")).contains("Zo\u00eb");
        assertThat(name("Zo\u00eb", "ISO_IR 192")).contains("Zo\u00eb");
        assertThat(name("Zo\u00eb", "ISO_IR 6")).contains("Zo\u00eb");
        assertThat(name("Zo\u00eb", "iso-ir 100 ")).contains("Zo\u00eb");
    }

    @Test
    @DisplayName("is decoded whatever the bytes are")
    void neverFails() {
        Random random = new Random(1);
        List<SpecificCharacterSet> sets = List.of(
                SpecificCharacterSet.of(List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159", "ISO 2022 IR 149")),
                SpecificCharacterSet.of(List.of("GB18030")),
                SpecificCharacterSet.of(List.of("ISO_IR 192")));
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                byte[] escape = "\u001b$)C".getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(escape, 0, bytes, 0, 1 + random.nextInt(4));
            }
            sets.forEach(set -> assertThat(set.decode(bytes, VR.PN)).isNotNull());
        }
    }

    @Test
    @DisplayName("is encoded in the set that is there, or refused without repeating it")
    void encodes() {
        for (String set : List.of("ISO_IR 100", "ISO_IR 192", "GB18030", "ISO 2022 IR 100")) {
            DataSet name = new DataSet().put(Tag.SPECIFIC_CHARACTER_SET, set).put(Tag.PATIENT_NAME, "Zo\u00e9^A");
            assertThat(name.string(Tag.PATIENT_NAME)).contains("Zo\u00e9^A");
        }
        assertThatThrownBy(() -> new DataSet().put(Tag.PATIENT_NAME, "Zo\u00eb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0010,0010)")
                .hasMessageContaining("ISO_IR 192")
                .hasMessageNotContaining("Zo");
    }

    private static Optional<String> name(String latin1, String... charset) {
        DataSet set = new DataSet();
        if (charset.length > 0) {
            set.put(Tag.SPECIFIC_CHARACTER_SET, charset);
        }
        set.putBytes(Tag.PATIENT_NAME, VR.PN, latin1.getBytes(StandardCharsets.ISO_8859_1));
        return set.string(Tag.PATIENT_NAME);
    }
}
