package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.convert.Conversion.LossyPixels;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.edit.HeaderEdit;
import org.openiep.dicom.edit.Provenance;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("An object that goes out")
class ConversionTest {
    private static final List<String> IMPLICIT = List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN);

    @TempDir
    private Path folder;

    private static byte[] written(Conversion conversion) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        conversion.writeTo(out);
        return out.toByteArray();
    }

    @Test
    @DisplayName("goes as it is, byte for byte, where its transfer syntax is accepted")
    void passThrough() throws IOException {
        Path file = TestImage.grey(8).encapsulated(folder, Uids.JPEG_BASELINE, "MONOCHROME2", new byte[] {1, 2, 3});
        Part10File object = Part10File.open(file);

        Conversion conversion = Conversion.plan(
                object, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN, Uids.JPEG_BASELINE), LossyPixels.KEEP_COMPRESSED);

        assertThat(conversion.isVerbatim()).isTrue();
        assertThat(conversion.to().uid()).isEqualTo(Uids.JPEG_BASELINE);
        assertThat(written(conversion)).isEqualTo(object.dataSet().readAllBytes());
    }

    @Test
    @DisplayName("fails with the reason and what would have worked")
    void reasons() throws IOException {
        Part10File lossy = Part10File.open(
                TestImage.grey(8).encapsulated(folder, Uids.JPEG_BASELINE, "MONOCHROME2", new byte[] {1, 2}));
        NotConvertibleException notAllowed = catchThrowableOfType(
                NotConvertibleException.class, () -> Conversion.plan(lossy, IMPLICIT, LossyPixels.KEEP_COMPRESSED));
        assertThat(notAllowed.reason()).contains("with loss").contains("JPEG Baseline");
        assertThat(notAllowed.wouldWork()).containsExactly(Uids.JPEG_BASELINE);

        Part10File video = Part10File.open(
                TestImage.colour().encapsulated(folder, Uids.MPEG4_HIGH_PROFILE, "YBR_PARTIAL_420", new byte[] {1, 2}));
        assertThatThrownBy(() -> Conversion.plan(video, IMPLICIT, LossyPixels.MAY_BE_DECOMPRESSED))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessageContaining("MPEG-4")
                .hasMessageContaining("would have worked in");

        Part10File plain = Part10File.open(TestImage.grey(8).write(folder));
        NotConvertibleException nothing = catchThrowableOfType(
                NotConvertibleException.class,
                () -> Conversion.plan(plain, List.of(Uids.JPEG_LOSSLESS_SV1), LossyPixels.KEEP_COMPRESSED));
        assertThat(nothing.wouldWork())
                .containsExactly(
                        Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                        Uids.IMPLICIT_VR_LITTLE_ENDIAN,
                        Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                        Uids.EXPLICIT_VR_BIG_ENDIAN);
        assertThat(Conversion.isPossible(Uids.JPEG_BASELINE, IMPLICIT, LossyPixels.KEEP_COMPRESSED))
                .isFalse();
        assertThat(Conversion.isPossible(Uids.JPEG_BASELINE, IMPLICIT, LossyPixels.MAY_BE_DECOMPRESSED))
                .isTrue();
    }

    @Test
    @DisplayName("gets its header changed whether it is converted or not")
    void withEdit() throws IOException {
        HeaderEdit edit = HeaderEdit.by(new Provenance(
                        "Portal", "", OffsetDateTime.parse("2026-03-01T00:00:00Z"), Provenance.Reason.COERCE))
                .put(Tag.PATIENT_ID, "X1");
        Part10File object = Part10File.open(TestImage.grey(16).write(folder));
        for (TransferSyntax to : List.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
            Conversion conversion =
                    Conversion.plan(object, List.of(to.uid()), LossyPixels.KEEP_COMPRESSED, Optional.of(edit));
            DataSet read = DataSetReader.read(new ByteArrayInputStream(written(conversion)), to);
            assertThat(conversion.isVerbatim()).isFalse();
            assertThat(read.string(Tag.PATIENT_ID)).contains("X1");
            assertThat(read.items(Tag.ORIGINAL_ATTRIBUTES_SEQUENCE)).hasSize(1);
            assertThat(read.bytes(Tag.PIXEL_DATA).orElseThrow())
                    .startsWith(TestImage.grey(16).pixels());
        }
    }

    @Test
    @DisplayName("without pixels is put from any syntax with frames into any without")
    void noPixels() throws IOException {
        Path file = folder.resolve("report.dcm");
        DataSet report = TestImage.grey(8).header().put(Tag.SOP_CLASS_UID, Uids.ENHANCED_SR);
        Part10Writer.write(report, TransferSyntax.of(Uids.JPEG_LS_LOSSLESS), file);

        assertThat(TestImage.converted(file)).isEqualTo(report);
    }

    @Test
    @DisplayName("PS3.5 A.4.11, A.4.13: has frames that are encapsulated but not compressed, or deflated")
    void plainFrames() throws IOException {
        TestImage image = TestImage.grey(16).frames(2);
        byte[] pixels = image.pixels();
        byte[] first = Arrays.copyOf(pixels, pixels.length / 2);
        byte[] second = Arrays.copyOfRange(pixels, pixels.length / 2, pixels.length);

        Path plain = image.encapsulated(folder, Uids.ENCAPSULATED_UNCOMPRESSED, "MONOCHROME2", first, second);
        Path deflated =
                image.encapsulated(folder, Uids.DEFLATED_IMAGE_FRAME, "MONOCHROME2", deflated(first), deflated(second));

        assertThat(TestImage.converted(plain).bytes(Tag.PIXEL_DATA).orElseThrow())
                .isEqualTo(pixels);
        assertThat(TestImage.converted(deflated).bytes(Tag.PIXEL_DATA).orElseThrow())
                .isEqualTo(pixels);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[bytes.length + 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    @Test
    @DisplayName("loses an icon that is compressed when its pixels are decompressed, and is refused for other such")
    void compressedIcon() throws IOException {
        TestImage image = TestImage.grey(8);
        Path file = image.encapsulated(folder, Uids.ENCAPSULATED_UNCOMPRESSED, "MONOCHROME2", image.pixels());
        DataSet icon =
                new DataSet().put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[] {1, 2})));

        Path withIcon = folder.resolve("icon.dcm");
        DataSet set = TestImage.read(file).putItems(Tag.ICON_IMAGE_SEQUENCE, icon);
        Part10Writer.write(set, TransferSyntax.of(Uids.ENCAPSULATED_UNCOMPRESSED), withIcon);
        assertThat(TestImage.converted(withIcon).contains(Tag.ICON_IMAGE_SEQUENCE))
                .isFalse();

        Path withOther = folder.resolve("other.dcm");
        set.remove(Tag.ICON_IMAGE_SEQUENCE).putItems(Tag.CONTENT_SEQUENCE, icon);
        Part10Writer.write(set, TransferSyntax.of(Uids.ENCAPSULATED_UNCOMPRESSED), withOther);
        assertThatThrownBy(() -> TestImage.converted(withOther)).isInstanceOf(NotConvertibleException.class);
    }
}
