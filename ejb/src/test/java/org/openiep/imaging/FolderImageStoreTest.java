package org.openiep.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImageStoreTest {
    @TempDir
    Path folder;

    private FolderImageStore store;

    @BeforeEach
    void open() {
        store = new FolderImageStore(folder.resolve("store"));
    }

    @Test
    @DisplayName(
            "An accepted file is found again by its name, and stays in the incoming folder until it is deleted there")
    void accepts() throws IOException {
        Path incoming = Files.writeString(folder.resolve("1.dcm"), "pixels");
        String name = store.accept(incoming, 7, 8, "1.2.3", 6);
        assertThat(name).isEqualTo("7/8/1.2.3.dcm");
        assertThat(store.path(name)).hasContent("pixels");
        assertThat(incoming).exists();
        Files.delete(incoming);
        assertThat(store.path(name)).hasContent("pixels");
    }

    @Test
    @DisplayName("A batch that is handed over again finds its files accepted already")
    void acceptsAgain() throws IOException {
        Path incoming = Files.writeString(folder.resolve("1.dcm"), "pixels");
        store.accept(incoming, 7, 8, "1.2.3", 6);
        assertThat(store.accept(incoming, 7, 8, "1.2.3", 6)).isEqualTo("7/8/1.2.3.dcm");
        Files.delete(incoming);
        assertThat(store.accept(incoming, 7, 8, "1.2.3", 6)).isEqualTo("7/8/1.2.3.dcm");
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.accept(incoming, 7, 8, "1.2.3", 5));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.accept(incoming, 7, 9, "1.2.3", 6));
    }

    @Test
    @DisplayName("An image that is sent again replaces the first")
    void replaces() throws IOException {
        store.accept(Files.writeString(folder.resolve("1.dcm"), "old"), 7, 8, "1.2.3", 3);
        String name = store.accept(Files.writeString(folder.resolve("2.dcm"), "newer"), 7, 8, "1.2.3", 5);
        assertThat(store.path(name)).hasContent("newer");
    }

    @Test
    @DisplayName("What a sender calls a UID cannot lead out of the store")
    void hostileUid() throws IOException {
        Path incoming = Files.writeString(folder.resolve("1.dcm"), "x");
        String name = store.accept(incoming, 7, 8, "../../../../etc/passwd", 1);
        assertThat(name).matches("7/8/x[0-9a-f]{64}\\.dcm");
        assertThat(store.path(name)).hasContent("x");
        assertThatIllegalArgumentException().isThrownBy(() -> store.path("../other"));
    }

    @Test
    @DisplayName("Syncing tells which files are missing or of another length")
    void syncs() throws IOException {
        String good = store.accept(Files.writeString(folder.resolve("1.dcm"), "abc"), 7, 8, "1.1", 3);
        ImageStore.Entry well = new ImageStore.Entry(good, 3);
        ImageStore.Entry shorter = new ImageStore.Entry(good, 4);
        ImageStore.Entry missing = new ImageStore.Entry("7/8/1.2.dcm", 3);
        assertThat(store.sync(List.of(well, shorter, missing))).containsExactly(shorter, missing);
    }

    @Test
    @DisplayName("Purging a transaction deletes its images and no other's; twice does no harm")
    void purges() throws IOException {
        String mine = store.accept(Files.writeString(folder.resolve("1.dcm"), "a"), 7, 8, "1.1", 1);
        String other = store.accept(Files.writeString(folder.resolve("2.dcm"), "b"), 77, 8, "1.1", 1);
        store.purge(7);
        store.purge(7);
        assertThat(store.path(mine)).doesNotExist();
        assertThat(store.path(other)).exists();
        assertThat(store.spaceLeft()).isPositive();
        assertThat(store.spaceUsed()).isBetween(0, 100);
    }
}
