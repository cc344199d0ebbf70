package org.openiep.web.details;

import org.openiep.exchange.TransactionDetails.Note;
import org.openiep.web.words.Moments;

/** A message; fresh ones had not been read when the page was opened. */
public record NoteView(Note note, boolean fresh) {

    public String getAuthor() {
        return note.author();
    }

    public String getInstitution() {
        return note.institution();
    }

    public String getMoment() {
        return Moments.dateTime(note.at());
    }

    public String getText() {
        return note.text();
    }

    public boolean isFresh() {
        return fresh;
    }
}
