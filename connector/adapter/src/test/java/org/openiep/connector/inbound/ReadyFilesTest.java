package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Party;

@DisplayName("Files that wait for their objects")
class ReadyFilesTest {
    @TempDir
    Path temporary;

    private final Queue<Runnable> work = new ArrayDeque<>();
    private AssociationFolder folder;
    private ReadyFiles files;

    @BeforeEach
    void begin() throws IOException {
        folder = AssociationFolder.create(temporary.resolve("a"), new Party("PACS", "OPENIEP", "127.0.0.1"));
        files = new ReadyFiles(folder, work::add);
    }

    private List<Path> there() throws IOException {
        try (var all = Files.list(folder.path())) {
            return all.filter(file -> !AssociationFolder.isNote(file)).sorted().toList();
        }
    }

    private int prepared() throws IOException {
        int before = there().size();
        files.prepare();
        while (!work.isEmpty()) {
            work.remove().run();
        }
        return there().size() - before;
    }

    @Test
    @DisplayName("The first object gets one that is made for it; an association that brings more gets them ahead")
    void ahead() throws IOException {
        ReadyFiles.Made first = files.take();
        assertThat(there()).containsExactly(first.path());
        assertThat(prepared()).isEqualTo(1);
        assertThat(prepared()).as("one is ready still").isZero();
        ReadyFiles.Made second = files.take();
        assertThat(second.path()).isNotEqualTo(first.path());
        assertThat(there()).hasSize(2);
        assertThat(prepared()).isEqualTo(2);
        first.discard();
        second.discard();
        files.close();
        assertThat(there()).isEmpty();
    }

    @Test
    @DisplayName("An object that comes before they are ready does not wait for them")
    void slow() throws IOException {
        files.prepare();
        files.prepare();
        assertThat(work).hasSize(1);
        assertThat(files.take().path()).exists();
    }

    @Test
    @DisplayName("No more than sixteen are made at once, and no more than some two dozen wait")
    void bounded() throws IOException {
        List<ReadyFiles.Made> taken = new ArrayList<>();
        for (int object = 0; object < 200; object++) {
            assertThat(prepared()).isLessThanOrEqualTo(16);
            assertThat(there().size() - taken.size()).isBetween(1, 24);
            taken.add(files.take());
        }
        assertThat(taken.stream().map(ReadyFiles.Made::path)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("What becomes ready after the association's end is removed, and its folder goes")
    void late() throws IOException {
        files.prepare();
        files.close();
        folder.leave();
        assertThat(folder.path()).exists();
        work.remove().run();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    @DisplayName("Where files cannot be made ahead none is left behind, and they are tried again")
    void impossible() throws IOException {
        files.prepare();
        Path moved = Files.move(folder.path(), temporary.resolve("moved"));
        work.remove().run();
        Files.move(moved, folder.path());
        assertThat(there()).isEmpty();
        assertThat(prepared()).isEqualTo(2);
    }

    @Test
    @DisplayName("Where nobody has time to make them ahead, each object gets its own")
    void nobody() throws IOException {
        ReadyFiles busy = new ReadyFiles(folder, task -> {
            throw new RejectedExecutionException("No thread is free.");
        });
        busy.prepare();
        busy.prepare();
        busy.take().discard();
        busy.close();
        folder.leave();
        assertThat(folder.path()).doesNotExist();
    }
}
