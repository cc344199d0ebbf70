package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;

/** What a killed server noted is read as far as it is whole, and nothing of it is thrown away unread. */
class AnswerNotesTest {
    private static final int TRANSACTION = 7;

    @TempDir
    Path folder;

    private Path noted;
    private Path aside;

    @BeforeEach
    void place() {
        noted = folder.resolve("confirmed");
        aside = folder.resolve("set-aside");
    }

    private static Undelivered image(String uid) {
        return new Undelivered(3, uid, "", "", "", 4096, -12345, false, 2);
    }

    private Path note(String... uids) throws IOException {
        AnswerNotes notes = new AnswerNotes(noted, TRANSACTION);
        List<Path> before = files();
        Stream.of(uids).forEach(uid -> notes.add(new Answer(image(uid), true, 0, "", null)));
        return files().stream()
                .filter(file -> !before.contains(file))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(noted)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(noted)) {
            return files.toList();
        }
    }

    @Test
    @DisplayName("D13: what was noted is read as it was offered, and is gone when it has been taken over")
    void whole() throws Exception {
        note("2.25.1", "2.25.2");
        note("2.25.3");
        LeftOver left = LeftOver.of(noted, TRANSACTION);
        assertThat(left.answers())
                .allMatch(Answer::confirmed)
                .extracting(Answer::image)
                .containsExactlyInAnyOrder(image("2.25.1"), image("2.25.2"), image("2.25.3"));
        assertThat(LeftOver.of(noted, TRANSACTION + 1).answers()).isEmpty();
        left.forget(aside);
        assertThat(files()).isEmpty();
        assertThat(aside).doesNotExist();
    }

    @Test
    @DisplayName("I11: what has no answer yet stays noted when the database has all answers that there are")
    void unanswered() throws Exception {
        AnswerNotes notes = new AnswerNotes(noted, TRANSACTION);
        notes.offering(image("2.25.1"));
        notes.offering(image("2.25.2"));
        notes.offering(image("2.25.3"));
        notes.add(new Answer(image("2.25.1"), true, 0, "", null));
        notes.add(new Answer(image("2.25.3"), false, 0xC000, "", null));
        notes.written();
        LeftOver left = LeftOver.of(noted, TRANSACTION);
        assertThat(left.answers()).isEmpty();
        assertThat(left.offered()).containsExactly(image("2.25.2").version());
        notes.add(new Answer(image("2.25.2"), true, 0, "", null));
        notes.written();
        assertThat(files()).isEmpty();
    }

    @Test
    @DisplayName(
            "D13: a last line that a kill cut short is left out, even where it looks like a note; all before it counts")
    void torn() throws Exception {
        Path file = note("2.25.1", "2.25.2", "2.25.3");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));
        LeftOver left = LeftOver.of(noted, TRANSACTION);
        assertThat(left.answers())
                .extracting(answer -> answer.image().sopInstanceUid())
                .containsExactly("2.25.1", "2.25.2");
        left.forget(aside);
        assertThat(files()).isEmpty();
        assertThat(aside).doesNotExist();
    }

    @Test
    @DisplayName("D13: a damaged file counts as far as it can be read, and is kept for somebody to look at")
    void damaged() throws Exception {
        Path file = note("2.25.1");
        Files.write(file, new byte[] {0, (byte) 0xff, 7, '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, Files.readString(note("2.25.2")), StandardOpenOption.APPEND);
        byte[] content = Files.readAllBytes(file);
        LeftOver left = LeftOver.of(noted, TRANSACTION);
        assertThat(left.answers())
                .extracting(answer -> answer.image().sopInstanceUid())
                .contains("2.25.1", "2.25.2");
        assertThat(file).as("not touched before its notes are in the database").exists();
        left.forget(aside);
        assertThat(files()).isEmpty();
        assertThat(aside.resolve("confirmed-" + file.getFileName())).hasBinaryContent(content);
    }

    @Test
    @DisplayName("D13: what cannot be read at all is kept too, and the other notes count")
    void unreadable() throws Exception {
        note("2.25.1");
        Path folderOfThatName = Files.createDirectory(noted.resolve(TRANSACTION + "-unreadable"));
        LeftOver left = LeftOver.of(noted, TRANSACTION);
        assertThat(left.answers()).hasSize(1);
        left.forget(aside);
        assertThat(files()).isEmpty();
        assertThat(aside.resolve("confirmed-" + folderOfThatName.getFileName())).exists();
    }
}
