package org.openiep.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.outage.StoreTrouble;

class StoreNoteTest {
    private static final Instant SINCE = Instant.parse("2026-11-22T14:00:00Z");

    private static StoreNote note(@Nullable Instant well, @Nullable Instant ended, StoreTrouble.Sender... senders) {
        return StoreNote.of(new StoreTrouble(
                StoreTrouble.Kind.SPACE,
                SINCE,
                well,
                ended,
                "It is full.",
                "So it is.",
                "Make space.",
                "",
                senders.length,
                List.of(senders)));
    }

    @Test
    @DisplayName("While the store takes nothing, the page says so, what to do, and whose images were refused")
    void lasts() {
        StoreNote note = note(
                null, null, new StoreTrouble.Sender("CT 1", "CT1", "Ashby", 1, 3, 2, SINCE, SINCE.plusSeconds(120)));
        assertThat(note.tone()).isEqualTo("bad");
        assertThat(note.title()).isEqualTo("It is full.");
        assertThat(note.text()).contains("22/11/2026 14:00", "Make space.", "1 image so far");
        assertThat(note.senders())
                .singleElement()
                .asString()
                .contains("CT 1 (CT1), Ashby: 3 images refused, the last at 22/11/2026 14:02", "2 not here yet");
    }

    @Test
    @DisplayName("While the database cannot keep up, the page says that images are refused unread")
    void backlog() {
        StoreNote note = StoreNote.of(new StoreTrouble(
                StoreTrouble.Kind.BACKLOG, SINCE, null, null, "Too many.", "Slow.", "Look.", "", 2, List.of()));
        assertThat(note.tone()).isEqualTo("bad");
        assertThat(note.text()).contains("refused, unread, while no more can wait", "2 images so far");
    }

    @Test
    @DisplayName("Once it takes images again, the page says since when, and then that it is over")
    void over() {
        assertThat(note(SINCE.plusSeconds(60), null).title()).contains("again since 14:01");
        StoreNote over = note(SINCE.plusSeconds(60), SINCE.plusSeconds(60));
        assertThat(over.tone()).isEmpty();
        assertThat(over.text()).contains("from 22/11/2026 14:00 to 22/11/2026 14:01", "no image was refused");
    }
}
