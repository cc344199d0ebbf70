package org.openiep.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openiep.queue.Wiring.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.media.MediaDirectoryWriter;
import org.openiep.imaging.FolderImageStore;
import org.openiep.outage.StoreHealth;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.User;
import org.openiep.policy.MovedClock;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** Uploads with real files. */
class UploadsTest {
    private static final UUID UPLOAD = UUID.fromString("7d1c5b2e-4a39-4d1a-9a60-0f8c0f8f1d11");

    @TempDir
    private Path folder;

    private final MovedClock clock = new MovedClock(Instant.now());
    private Optional<Diagnosis> trouble = Optional.empty();
    private long spaceLeft = 1L << 40;

    private static final class Person extends Caller {
        private final long id;
        private final boolean may;

        Person(long id, boolean may) {
            this.id = id;
            this.may = may;
        }

        @Override
        public User user() {
            return new User() {
                @Override
                public long id() {
                    return id;
                }
            };
        }

        @Override
        public void require(Permission permission) {
            assertThat(permission).isEqualTo(Permission.CREATE_TRANSFER);
            if (!may) {
                throw new NotAllowed("Not you.");
            }
        }
    }

    private final class Health extends StoreHealth {
        @Override
        public Optional<Diagnosis> problem() {
            return trouble;
        }
    }

    private final class Store extends FolderImageStore {
        Store() {
            super(folder.resolve("store"));
        }

        @Override
        public long spaceLeft() {
            return spaceLeft;
        }
    }

    /** Every rule as it is where nobody has changed it. */
    private static final class Presets extends Policies {
        @Override
        public int number(Policy policy) {
            return Integer.parseInt(policy.preset());
        }
    }

    private StagedUploads staged() {
        return wire(new StagedUploads(), new Store(), clock);
    }

    private Uploads of(Person person) {
        return wire(new Uploads(), person, staged(), new Health(), new Store(), new Presets());
    }

    private Uploads ann() {
        return of(new Person(1, true));
    }

    private byte[] file(int number) throws IOException {
        return new TestDisk(folder).file(number);
    }

    private void put(int number, byte[] file) {
        assertThat(ann().put(UPLOAD, number, 0, file.length, new ByteArrayInputStream(file)))
                .isEqualTo(new Received(file.length, true));
    }

    private List<String> names() throws IOException {
        Path upload = folder.resolve("uploads/1").resolve(UPLOAD.toString());
        if (!Files.exists(upload)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(upload)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    @DisplayName("D14: a disk's images are told by study, with what their headers say; viewers and texts are left out")
    void whatIsOnIt() throws IOException {
        put(0, "Viewer".getBytes(StandardCharsets.UTF_8));
        put(1, file(1));
        put(2, file(2));
        put(3, file(2));
        put(
                4,
                new TestDisk(folder)
                        .file(TestDisk.image(9)
                                .put(Tag.STUDY_INSTANCE_UID, "2.25.9")
                                .put(Tag.STUDY_DATE, "20250101")
                                .put(Tag.MODALITY, "CR")));
        put(5, new byte[0]);

        Uploaded uploaded = ann().look(UPLOAD);
        assertThat(uploaded.studies()).hasSize(2);
        assertThat(uploaded.studies().get(0)).satisfies(found -> {
            assertThat(found.study().studyInstanceUid()).isEqualTo(TestDisk.STUDY);
            assertThat(found.study().modalities()).isEqualTo("MR");
            assertThat(found.study().examDate()).isEqualTo(LocalDateTime.of(2026, 11, 27, 9, 15));
            // The third file is an image that came before.
            assertThat(found.study().images()).isEqualTo(2);
            assertThat(found.lastName()).isEqualTo("Fairweather");
            assertThat(found.dateOfBirth()).isEqualTo(LocalDate.of(1957, 3, 14));
        });
        assertThat(uploaded.studies().get(1).study().modalities()).isEqualTo("CR");
        assertThat(uploaded.others()).isEqualTo(2);
        assertThat(uploaded.files()).isEqualTo(6);
        assertThat(uploaded.images()).isEqualTo(3);
        assertThat(uploaded.missing() + uploaded.unusable()).isZero();
    }

    @Test
    @DisplayName("D14: an image written before there was file meta information is an image all the same")
    void bareDataSet() throws IOException {
        byte[] file = file(1);
        Path whole = Files.write(folder.resolve("whole"), file);
        try (InputStream dataSet = Part10File.open(whole).dataSet()) {
            put(0, dataSet.readAllBytes());
        }
        assertThat(ann().look(UPLOAD).images()).isEqualTo(1);
    }

    @Test
    @DisplayName("D13: what the disk's own directory lists and did not come is counted")
    void missing() throws IOException {
        MediaDirectoryWriter directory = new MediaDirectoryWriter("DISK");
        for (int i = 1; i <= 3; i++) {
            FileMetaInformation meta = FileMetaInformation.of(
                    TestDisk.image(i).string(Tag.SOP_CLASS_UID).orElseThrow(),
                    TestDisk.image(i).string(Tag.SOP_INSTANCE_UID).orElseThrow(),
                    TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
            directory.add(meta, TestDisk.image(i), List.of("IM" + i));
        }
        ByteArrayOutputStream dicomdir = new ByteArrayOutputStream();
        directory.write(dicomdir);
        put(0, dicomdir.toByteArray());
        put(1, file(1));

        assertThat(ann().look(UPLOAD).missing()).isEqualTo(2);
        assertThat(ann().look(UPLOAD).others()).isZero();
        put(2, file(2));
        put(3, file(3));
        assertThat(ann().look(UPLOAD).missing()).isZero();
    }

    @Test
    @DisplayName("D14: texts longer than DICOM allows do not keep a study from being sent")
    void longTexts() throws IOException {
        put(0, new TestDisk(folder).file(TestDisk.image(1).put(Tag.STUDY_DESCRIPTION, "x".repeat(300))));
        assertThat(ann().look(UPLOAD).studies())
                .singleElement()
                .satisfies(found -> assertThat(found.study().description()).isEqualTo("x".repeat(200)));
    }

    @Test
    @DisplayName("D14: an object that does not say which study it is of is told of, and not sent")
    void unusable() throws IOException {
        put(0, new TestDisk(folder).file(TestDisk.image(1).remove(Tag.STUDY_INSTANCE_UID)));
        put(1, new TestDisk(folder).file(TestDisk.image(2).put(Tag.SERIES_INSTANCE_UID, "../../etc")));
        assertThat(ann().look(UPLOAD).unusable()).isEqualTo(2);
        assertThat(ann().look(UPLOAD).studies()).isEmpty();
        assertThat(names()).containsExactly("0.bad", "1.bad");
    }

    @Test
    @DisplayName("D14: a file comes in pieces, any of which can be sent again")
    void pieces() throws IOException {
        byte[] file = file(1);
        Uploads uploads = ann();
        assertThat(uploads.put(UPLOAD, 0, 0, file.length, new ByteArrayInputStream(file, 0, 200)))
                .isEqualTo(new Received(200, false));
        assertThat(uploads.put(UPLOAD, 0, 100, file.length, new ByteArrayInputStream(file, 100, 200)))
                .isEqualTo(new Received(300, false));
        assertThatThrownBy(() -> uploads.put(UPLOAD, 0, 301, file.length, InputStream.nullInputStream()))
                .isInstanceOf(Conflict.class)
                .hasMessage("Of file 0 there are 300 bytes; go on from there.");
        byte[] end = Arrays.copyOfRange(file, 300, file.length);
        for (int i = 0; i < 2; i++) {
            assertThat(uploads.put(UPLOAD, 0, 300, file.length, new ByteArrayInputStream(end)))
                    .isEqualTo(new Received(file.length, true));
        }
        assertThat(uploads.look(UPLOAD).images()).isEqualTo(1);
        assertThat(names()).containsExactly("0.dcm");
    }

    @Test
    @DisplayName("D14: a sender that breaks off leaves what can be gone on from, and nothing that counts")
    void brokenOff() throws IOException {
        byte[] file = file(1);
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(file, 0, 100), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        });
        assertThatThrownBy(() -> ann().put(UPLOAD, 0, 0, file.length, breaking)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> ann().look(UPLOAD)).isInstanceOf(NotFound.class);
        byte[] rest = Arrays.copyOfRange(file, 100, file.length);
        assertThat(ann().put(UPLOAD, 0, 100, file.length, new ByteArrayInputStream(rest))
                        .whole())
                .isTrue();
    }

    @Test
    @DisplayName("D14: numbers that do not fit are refused by name, and what is longer than said is not kept")
    void invalid() {
        byte[] four = {1, 2, 3, 4};
        for (long[] wrong : new long[][] {{-1, 0, 4}, {100_000, 0, 4}, {0, -1, 4}, {0, 5, 4}, {0, 0, -1}, {0, 0, 3}}) {
            assertThatThrownBy(
                            () -> ann().put(UPLOAD, (int) wrong[0], wrong[1], wrong[2], new ByteArrayInputStream(four)))
                    .as("%d %d %d", wrong[0], wrong[1], wrong[2])
                    .isInstanceOf(InvalidInput.class);
        }
        assertThatThrownBy(() -> ann().look(UPLOAD)).isInstanceOf(NotFound.class);
    }

    @Test
    @DisplayName("A8: nobody comes to the upload of somebody else, and nobody uploads who may not send")
    void wrongUser() throws IOException {
        put(0, file(1));
        Uploads bea = of(new Person(2, true));
        assertThatThrownBy(() -> bea.look(UPLOAD)).isInstanceOf(NotFound.class);
        bea.discard(UPLOAD);
        assertThat(ann().look(UPLOAD).images()).isEqualTo(1);

        Uploads manager = of(new Person(1, false));
        assertThatThrownBy(() -> manager.put(UPLOAD, 1, 0, 0, InputStream.nullInputStream()))
                .isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> manager.look(UPLOAD)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> manager.discard(UPLOAD)).isInstanceOf(NotAllowed.class);
    }

    @Test
    @DisplayName("D14: a store that cannot keep more says so before a file is begun")
    void storeInTrouble() throws IOException {
        byte[] file = file(1);
        trouble = Optional.of(OwnDiagnoses.ownSpace("3 MiB left"));
        assertThatThrownBy(() -> ann().put(UPLOAD, 0, 0, file.length, new ByteArrayInputStream(file)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("space");
        assertThat(names()).isEmpty();
    }

    @Test
    @DisplayName("D14: uploads leave a part of the disk to images that PACS send, and say so before a file is begun")
    void spaceForOthers() throws IOException {
        byte[] file = file(1);
        spaceLeft = (1L << 30) + file.length - 1;
        assertThatThrownBy(() -> ann().put(UPLOAD, 0, 0, file.length, new ByteArrayInputStream(file)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("no more room for uploads")
                .hasMessageContaining("sent by a PACS");
        assertThat(names()).isEmpty();
        spaceLeft++;
        put(0, file);
        assertThat(ann().look(UPLOAD).images()).isEqualTo(1);
    }

    @Test
    @DisplayName("D14: what cannot be written is told as what is wrong with the store, and counts as nothing")
    void cannotBeWritten() throws IOException {
        byte[] file = file(1);
        Files.writeString(folder.resolve("uploads"), "a file where the folder should be");
        assertThatThrownBy(() -> ann().put(UPLOAD, 0, 0, file.length, new ByteArrayInputStream(file)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("store");
    }

    @Test
    @DisplayName("D14: what was uploaded and not sent goes after a day; what is discarded goes at once")
    void sweep() throws IOException {
        put(0, file(1));
        clock.pass(Duration.ofHours(23));
        staged().sweep();
        assertThat(names()).hasSize(1);
        clock.pass(Duration.ofHours(2));
        staged().sweep();
        assertThat(names()).isEmpty();

        put(0, file(1));
        ann().discard(UPLOAD);
        ann().discard(UPLOAD);
        assertThat(names()).isEmpty();
    }
}
