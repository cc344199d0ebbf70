package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.dcmtk.Dcmtk;

@DisplayName("PS3.6: the data dictionary")
class DictionaryTest {
    private static final Pattern DCMTK_LINE = Pattern.compile(
            "\\(([0-9A-Fa-f]{4})(?:-([0-9A-Fa-f]{4}))?,([0-9A-Fa-f]{4})(?:-([0-9A-Fa-f]{4}))?\\)\\t(\\w\\w)\\t(\\w+)\\t(\\S+)\\tDICOM.*");
    private static final Map<String, Set<VR>> DCMTK_SEVERAL = Map.of(
            "ox", Set.of(VR.OB, VR.OW),
            "px", Set.of(VR.OB, VR.OW),
            "xs", Set.of(VR.US, VR.SS),
            "lt", Set.of(VR.US, VR.OW),
            "up", Set.of(VR.UL));

    @Test
    @DisplayName("says the same as DCMTK's of every element that both have, and has them all but for a later edition's")
    void sameAsDcmtk() throws IOException {
        List<Matcher> lines = Files.readAllLines(Dcmtk.dictionary(), StandardCharsets.ISO_8859_1).stream()
                .map(DCMTK_LINE::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(5).equals("na"))
                .toList();
        int compared = 0;
        for (Matcher line : lines) {
            compared += compare(line, tag(line, 1, 3)) ? 1 : 0;
            if (line.group(2) != null || line.group(4) != null) {
                compare(line, tag(line, line.group(2) == null ? 1 : 2, line.group(4) == null ? 3 : 4) & 0xFFFEFFFF);
            }
        }
        assertThat(compared).isGreaterThan(4900).isGreaterThan(lines.size() * 9 / 10);
    }

    private static int tag(Matcher line, int group, int element) {
        return Integer.parseUnsignedInt(line.group(group) + line.group(element), 16);
    }

    private static boolean compare(Matcher line, int tag) {
        Dictionary.Entry entry = Dictionary.find(tag).orElse(null);
        if (entry == null || entry.keyword().equals("GenericGroupLength")) {
            return false;
        }
        String vr = line.group(5);
        Set<VR> vrs = DCMTK_SEVERAL.containsKey(vr) ? DCMTK_SEVERAL.get(vr) : Set.of(VR.valueOf(vr));
        assertThat(entry.vrs()).as(Tag.format(tag)).containsExactlyInAnyOrderElementsOf(vrs);
        assertThat(entry.keyword()).as(Tag.format(tag)).isEqualTo(line.group(6).replace("RETIRED_", ""));
        assertThat(entry.multiplicity()).as(Tag.format(tag)).isEqualTo(line.group(7));
        return true;
    }

    @Test
    @DisplayName("finds by tag and by keyword, repeating groups, group lengths and private creators")
    void finds() {
        assertThat(Dictionary.find("StudyInstanceUID")).get().satisfies(entry -> {
            assertThat(entry.tag()).isEqualTo("0020000D");
            assertThat(entry.name()).isEqualTo("Study Instance UID");
            assertThat(entry.retired()).isFalse();
        });
        assertThat(Dictionary.vr(Tag.PIXEL_DATA)).isEqualTo(VR.OW);
        assertThat(Dictionary.vr(0x60020010)).isEqualTo(VR.US);
        assertThat(Dictionary.vr(0x60FE3000)).isEqualTo(VR.OW);
        assertThat(Dictionary.find(0x50020005))
                .get()
                .satisfies(entry -> assertThat(entry.retired()).isTrue());
        assertThat(Dictionary.vr(0x00100000)).isEqualTo(VR.UL);
        assertThat(Dictionary.vr(0x00090010)).isEqualTo(VR.LO);
        assertThat(Dictionary.find(0x00091001)).isEmpty();
        assertThat(Dictionary.find(0x60013000)).as("an odd group is private").isEmpty();
        assertThat(Dictionary.vr(0x00091001)).isEqualTo(VR.UN);
        assertThat(Dictionary.find("NoSuchKeyword")).isEmpty();
        assertThat(Dictionary.describe(Tag.PATIENT_ID)).isEqualTo("Patient ID (0010,0020)");
        assertThat(Dictionary.describe(0x00091001)).isEqualTo("(0009,1001)");
    }

    @Test
    @DisplayName("knows each tag that has a name in the code, by that name")
    void namedTags() throws IllegalAccessException {
        for (var field : Tag.class.getFields()) {
            int tag = field.getInt(null);
            if (Tag.group(tag) != 0xFFFE) {
                Dictionary.Entry entry = Dictionary.find(tag).orElseThrow();
                assertThat(field.getName().replace("_", "")).isEqualToIgnoringCase(entry.keyword());
            }
        }
    }

    @Test
    @DisplayName("names SOP classes and transfer syntaxes")
    void uidNames() {
        assertThat(UidNames.find(Uids.ENHANCED_MR_IMAGE)).contains("Enhanced MR Image Storage");
        assertThat(UidNames.describe(Uids.JPEG_2000_LOSSLESS)).isEqualTo("JPEG 2000 Image Compression (Lossless Only)");
        assertThat(UidNames.find("1.2.840.10008.5.1.4.1.1.66.7")).contains("Label Map Segmentation Storage");
        assertThat(UidNames.find("1.2.840.10008.1.2.4.110")).contains("JPEG XL Lossless");
        assertThat(UidNames.find("1.2.3.4")).isEmpty();
        assertThat(UidNames.describe("1.2.3.4")).isEqualTo("1.2.3.4");
    }

    @Test
    @DisplayName("PS3.5 9: UIDs are checked, and made anew each time")
    void uids() {
        assertThat(List.of("1.2.840.10008.1.1", "0.0", "2.25.0", "1".repeat(64)))
                .allMatch(Uids::isValid);
        assertThat(List.of("", ".", "1.", ".1", "1..2", "1.02", "1.2a", "1/2", "../1", "1.2 ", "1".repeat(65)))
                .noneMatch(Uids::isValid);
        String uid = Uids.generate();
        assertThat(uid).startsWith("2.25.").hasSizeLessThanOrEqualTo(44).isNotEqualTo(Uids.generate());
        assertThat(Uids.isValid(uid)).isTrue();
        assertThat(Uids.isValid(Uids.IMPLEMENTATION_CLASS)).isTrue();
        assertThat(Uids.IMPLEMENTATION_VERSION_NAME).hasSizeBetween(1, 16);
    }
}
