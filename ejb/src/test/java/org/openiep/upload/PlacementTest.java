package org.openiep.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openiep.queue.Wiring.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.ReceivedMark;
import org.openiep.database.Sql;
import org.openiep.dicom.data.Tag;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priority;
import org.openiep.exchange.StudyChoice;
import org.openiep.exchange.TransferDraft;
import org.openiep.exchange.TransferOrder;
import org.openiep.exchange.UploadOrders;
import org.openiep.imaging.FolderImageStore;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.imaging.ObjectIdentity;
import org.openiep.policy.MovedClock;
import org.openiep.problem.InvalidInput;
import org.openiep.queue.SampleExchange;

/** Uploaded images on their way into the store and the rows, with a real database and real files. */
class PlacementTest {
    private final SampleExchange exchange = new SampleExchange();
    private final MovedClock clock = new MovedClock(SampleExchange.NOW);
    private final List<NewTransfer> begun = new ArrayList<>();
    private final List<String> held = new ArrayList<>();

    @TempDir
    private Path folder;

    private FolderImageStore store;
    private StagedFolder staged;
    private TransferOrder order;

    /** The transfer exists already; what is asked for it and told of it is noted. */
    private final class NotingOrders extends UploadOrders {
        @Override
        public Optional<String> known(NewTransfer asked) {
            return held.isEmpty() ? Optional.empty() : Optional.of(order.reference());
        }

        @Override
        public Begun begin(NewTransfer asked) {
            begun.add(asked);
            return new Begun(
                    order.reference(),
                    order.transactionId(),
                    Map.of(TestDisk.STUDY, order.studies().get(0).entryId()));
        }

        @Override
        public void held(Begun transfer, Map<Long, Integer> images, String remark) {
            held.add(images + " " + remark);
        }
    }

    @BeforeEach
    void upload() throws IOException {
        order = exchange.order(Priority.NORMAL, TestDisk.STUDY);
        store = new FolderImageStore(folder.resolve("store"));
        staged = new StagedFolder(folder.resolve("uploads/1/u"));
        TestDisk disk = new TestDisk(Files.createDirectories(folder.resolve("disk")));
        for (int i = 0; i < 3; i++) {
            byte[] file = disk.file(TestDisk.image(i));
            staged.append(i, 0, file.length, new ByteArrayInputStream(file));
        }
    }

    private String place(StudyChoice... studies) {
        Placement placement = wire(new Placement(), exchange.database(), new NotingOrders(), store, clock);
        TransferDraft draft = new TransferDraft();
        draft.studies = List.of(studies);
        return placement.place(draft.transfer(), staged);
    }

    private static StudyChoice choice(String uid) {
        return new StudyChoice(uid, "", "", null, "", 0);
    }

    private List<Undelivered> rows() {
        try (Sql sql = Sql.open(exchange.database())) {
            return sql.list(
                    """
                    select study_entry_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, size, crc32c
                    from instance order by sop_instance_uid
                    """,
                    row -> new Undelivered(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6),
                            row.getInt(7),
                            false,
                            0));
        }
    }

    @Test
    @DisplayName("D14: each image has its row and its file, and is told of with what the images say, not the client")
    void placed() throws IOException {
        assertThat(place(choice(TestDisk.STUDY))).isEqualTo(order.reference());

        assertThat(begun)
                .singleElement()
                .satisfies(asked -> assertThat(asked.studies()).singleElement().satisfies(study -> {
                    assertThat(study.images()).isEqualTo(3);
                    assertThat(study.description()).isEqualTo("MR head");
                }));
        assertThat(held).containsExactly("{" + order.studies().get(0).entryId() + "=3} ");
        assertThat(rows()).hasSize(3).allSatisfy(row -> {
            Path file = store.path(row.file());
            assertThat(file).hasSize(row.size());
            assertThat(ObjectIdentity.read(file).sopInstanceUid()).isEqualTo(row.sopInstanceUid());
            assertThat(ReceivedMark.crc32c(file)).isEqualTo(row.crc32c());
        });
        try (Sql sql = Sql.open(exchange.database())) {
            assertThat(new InstanceRows(sql)
                            .tallies(List.of(order.studies().get(0).entryId())))
                    .allSatisfy((entry, tally) -> assertThat(tally.held()).isEqualTo(3));
        }
    }

    @Test
    @DisplayName("D14: a file that waited for long is young where it goes, or a reconciliation would set it aside")
    void young() throws IOException {
        for (Path file : staged.files(StagedFolder.Kind.IMAGE)) {
            Files.setLastModifiedTime(file, FileTime.from(SampleExchange.NOW.minus(Duration.ofHours(20))));
        }
        place(choice(TestDisk.STUDY));
        for (Undelivered row : rows()) {
            Instant written = Files.getLastModifiedTime(store.path(row.file())).toInstant();
            assertThat(written).isEqualTo(SampleExchange.NOW);
        }
    }

    @Test
    @DisplayName("D14: a study that was not uploaded is named, and nothing is begun")
    void notUploaded() {
        assertThatThrownBy(() -> place(choice(TestDisk.STUDY), choice("2.25.404")))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .satisfies(
                                        problem -> assertThat(problem.field()).isEqualTo("studies")));
        assertThat(begun).isEmpty();
        assertThat(rows()).isEmpty();
    }

    @Test
    @DisplayName("B9: sent twice, it is placed once, even when the upload has gone meanwhile")
    void twice() throws IOException {
        place(choice(TestDisk.STUDY));
        staged.delete();
        assertThat(place(choice(TestDisk.STUDY))).isEqualTo(order.reference());
        assertThat(begun).hasSize(1);
        assertThat(rows()).hasSize(3);
    }

    @Test
    @DisplayName("D14: the images of a study that was not ticked stay out")
    void notTicked() throws IOException {
        TestDisk disk = new TestDisk(folder.resolve("disk"));
        byte[] other = disk.file(TestDisk.image(8).put(Tag.STUDY_INSTANCE_UID, "2.25.8"));
        staged.append(3, 0, other.length, new ByteArrayInputStream(other));
        place(choice(TestDisk.STUDY));
        assertThat(rows()).hasSize(3);
    }
}
