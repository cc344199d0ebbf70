package org.openiep.web.create;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.search.StudyFound;
import org.openiep.upload.Uploaded;
import org.openiep.web.page.Texts;

/**
 * A transfer while it is written: what was typed, by the names that the fields have in the API, and what the PACS
 * answered. Each page that opens it gets a copy with a submission of its own.
 */
final class Draft implements Serializable {

    private static final long serialVersionUID = 1L;

    final UUID submission = UUID.randomUUID();
    final Texts text = new Texts();
    final ArrayList<StudyRow> rows = new ArrayList<>();

    @Nullable
    Destination to;

    @Nullable
    Instant confirmed;

    @Nullable
    Instant kept;

    @Nullable
    Instant answeredAt;

    /** Who answered when, in words. */
    String answer = "";

    /** Where the studies come from; null when the PACS answered with them. */
    @Nullable
    UUID upload;

    transient @Nullable Uploaded uploaded;

    boolean answeredMore;
    boolean patientChecked;
    boolean sentBeforeSeen;

    /** It was sent or thrown away; what the page still keeps of it comes too late. */
    boolean over;

    /** Is there anything that would be a pity to lose? */
    boolean isWorthKeeping() {
        return !over
                && (confirmed != null
                        || text.entrySet().stream()
                                .anyMatch(e -> e.getKey().startsWith("patient.")
                                        && !e.getValue().isBlank()));
    }

    Draft copy() {
        Draft copy = new Draft();
        copy.text.putAll(text);
        rows.forEach(row -> copy.rows.add(new StudyRow(row.found(), row.isChosen())));
        copy.to = to;
        copy.confirmed = confirmed;
        copy.kept = kept;
        copy.answeredAt = answeredAt;
        copy.answer = answer;
        copy.upload = upload;
        copy.uploaded = uploaded;
        copy.answeredMore = answeredMore;
        copy.patientChecked = patientChecked;
        copy.sentBeforeSeen = sentBeforeSeen;
        return copy;
    }

    /** The same patient for another hospital: everything about type and destination begins anew. */
    Draft forAnotherHospital() {
        Draft copy = copy();
        copy.to = null;
        copy.confirmed = null;
        copy.text.remove("destinationNode");
        copy.text.remove("namedRecipient");
        copy.text.remove("message");
        return copy;
    }

    /** These studies are to choose from now on; what was ticked before and is among them stays ticked. */
    void offer(List<StudyFound> studies, boolean more, String said, Instant now) {
        List<String> ticked = chosen().stream().map(StudyRow::getUid).toList();
        rows.clear();
        studies.forEach(study ->
                rows.add(new StudyRow(study, ticked.contains(study.study().studyInstanceUid()))));
        answeredAt = now;
        answer = said;
        answeredMore = more;
    }

    String get(String field) {
        return text.getOrDefault(field, "").strip();
    }

    List<StudyRow> chosen() {
        return rows.stream().filter(StudyRow::isChosen).toList();
    }

    Map<String, String> text() {
        return text;
    }
}
