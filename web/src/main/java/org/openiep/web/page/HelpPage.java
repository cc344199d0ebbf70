package org.openiep.web.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Status;
import org.openiep.web.words.Words;

/** What the words on the pages mean (requirement A14). */
@Named("help")
@RequestScoped
public class HelpPage {

    /** A word with its sign and meaning. */
    public record Entry(String word, String icon, String tone, String meaning) {

        public String getWord() {
            return word;
        }

        public String getIcon() {
            return icon;
        }

        public String getTone() {
            return tone;
        }

        public String getMeaning() {
            return meaning;
        }
    }

    public List<Entry> getStatuses() {
        return Arrays.stream(Status.values())
                .map(status ->
                        new Entry(Words.of(status), Words.icon(status), Words.tone(status), Words.meaning(status)))
                .toList();
    }

    public List<Entry> getPriorities() {
        return Arrays.stream(Priority.values())
                .map(priority -> new Entry(Words.of(priority), "", "", Words.meaning(priority)))
                .toList();
    }
}
