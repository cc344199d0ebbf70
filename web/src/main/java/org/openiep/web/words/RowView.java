package org.openiep.web.words;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.Action;
import org.openiep.exchange.Direction;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Status;
import org.openiep.exchange.TransactionRow;
import org.openiep.exchange.TransactionType;

/** A row of the list as it reads on the page. */
public record RowView(TransactionRow row, Instant now) {

    private static final Set<Action> NEXT_STEPS = Set.of(Action.DOWNLOAD, Action.RETRY, Action.FIX_UP);

    public String getReference() {
        return row.reference();
    }

    public String getType() {
        return Words.of(row.type());
    }

    public boolean isOut() {
        return row.direction() == Direction.OUT;
    }

    public String getCreated() {
        return Moments.dateTime(row.created());
    }

    public String getCreatedAgo() {
        return Moments.relative(row.created(), now);
    }

    public String getLastName() {
        return row.lastName().toUpperCase(Locale.UK);
    }

    public String getFirstName() {
        return row.firstName();
    }

    public String getName() {
        return Words.name(row.lastName(), row.firstName());
    }

    public String getInstitution() {
        return row.institution();
    }

    public String getAssigned() {
        return row.assigned();
    }

    /** "2 new" where some are unread, else their number; empty for none. */
    public String getMessages() {
        if (row.unreadMessages() > 0) {
            return row.unreadMessages() + " new";
        }
        return row.messages() == 0 ? "" : Integer.toString(row.messages());
    }

    public boolean isUnread() {
        return row.unreadMessages() > 0;
    }

    public boolean isBlueLight() {
        return row.priority() == Priority.BLUE_LIGHT;
    }

    public boolean isBatch() {
        return row.priority() == Priority.BATCH;
    }

    /** The blue-light clock runs until delivery. */
    public boolean isClockRunning() {
        return isBlueLight() && row.blueLightDue() != null;
    }

    /** When the clock began, for the page's own ticking, in milliseconds since 1970. */
    public long getSinceMillis() {
        Instant since = row.blueLightSince();
        return since == null ? 0 : since.toEpochMilli();
    }

    /** When the clock is full, for the page's own ticking, in milliseconds since 1970. */
    public long getDueMillis() {
        Instant due = row.blueLightDue();
        return due == null ? 0 : due.toEpochMilli();
    }

    /** Hours and minutes since it is a blue light, with the word "late" when the time is over. */
    public String getClock() {
        return Moments.clock(elapsed()) + (isLate() ? " late" : "");
    }

    /** "4 h", "1 h 30 min": how long it may take (requirement H2). */
    public String getClockTarget() {
        Duration target = target();
        String hours = target.toHours() == 0 ? "" : target.toHours() + " h";
        String minutes = target.toMinutesPart() == 0 ? "" : target.toMinutesPart() + " min";
        return (hours + " " + minutes).strip();
    }

    /** Empty, warn (from three quarters of its time) or late (when that is over). */
    public String getClockTone() {
        if (isLate()) {
            return "late";
        }
        return elapsed().multipliedBy(4).compareTo(target().multipliedBy(3)) >= 0 ? "warn" : "";
    }

    public int getClockPercent() {
        return (int) Math.min(100, elapsed().toMillis() * 100 / Math.max(1, target().toMillis()));
    }

    private boolean isLate() {
        return elapsed().compareTo(target()) >= 0;
    }

    private Duration elapsed() {
        Instant since = row.blueLightSince();
        return since == null ? Duration.ZERO : Duration.between(since, now);
    }

    private Duration target() {
        Instant since = row.blueLightSince();
        Instant due = row.blueLightDue();
        return since == null || due == null ? Duration.ZERO : Duration.between(since, due);
    }

    public String getStatus() {
        return Words.of(row.status());
    }

    public String getStatusIcon() {
        return Words.icon(row.status());
    }

    public String getStatusTone() {
        return Words.tone(row.status());
    }

    /** Images are moving: the row has a bar. */
    public boolean isMoving() {
        return row.status() == Status.UPLOADING || row.status() == Status.DOWNLOADING;
    }

    /** Is it being sent to us by a route? Nobody knows how many images will come. */
    public boolean isArriving() {
        return row.type() == TransactionType.DIRECT_ROUTING && row.status() == Status.UPLOADING;
    }

    /** Images that the running step has done. */
    public int getDone() {
        return row.status() == Status.UPLOADING ? row.held() : row.delivered();
    }

    /** Images that the running step has to do in all; 0 while nobody knows. */
    public int getTotal() {
        if (isArriving()) {
            return 0;
        }
        return row.status() == Status.UPLOADING || row.held() == 0 ? row.expected() : row.held();
    }

    public int getPercent() {
        return Words.percent(getDone(), getTotal());
    }

    /** "388 of 512 images". */
    public String getProgress() {
        return Words.progress(getDone(), getTotal()) + (isArriving() ? " so far" : "");
    }

    /** "38/s, 30 s left"; empty while nothing is measured. */
    public String getRate() {
        String rate = Words.rate(row.rate());
        return rate.isEmpty() ? "" : rate + left();
    }

    /** ", 30 s left"; empty where nobody knows. */
    private String left() {
        QueuePlace queue = row.queue();
        Instant finishes = queue == null || !queue.running() ? null : queue.finishes();
        return finishes == null || !finishes.isAfter(now)
                ? ""
                : ", " + Moments.roughly(Duration.between(now, finishes)) + " left";
    }

    /** "3rd in the queue, starts about 14:33" (H4); empty unless it waits. */
    public String getPlace() {
        QueuePlace queue = row.queue();
        if (queue == null || queue.running()) {
            return "";
        }
        String place = queue.position() <= 1 ? "Next in the queue" : Words.ordinal(queue.position()) + " in the queue";
        if (!queue.waitsFor().isEmpty()) {
            return place + ". " + queue.waitsFor();
        }
        Instant starts = queue.starts();
        return starts == null ? place : place + starting(starts);
    }

    private String starting(Instant starts) {
        if (!starts.isAfter(now.plusSeconds(5))) {
            return ", starts now";
        }
        return ", starts about " + Moments.timeOrDate(starts, now);
    }

    /** The rest of the status: the cause, what it waits for, until when it is kept. */
    public String getRemark() {
        if (!row.cause().isEmpty()) {
            return row.cause();
        }
        String place = getPlace();
        if (!place.isEmpty()) {
            return place;
        }
        return switch (row.status()) {
            case NEW -> "Not looked at yet";
            case ACCEPTED -> isBatch() ? "Batch, waits for its turn" : "Waits for its turn";
            case ON_IEP -> Words.count(row.held(), "image") + kept();
            case DOWNLOAD_REQUESTED -> Words.count(row.held(), "image") + " in the queue to the PACS";
            case DELIVERED ->
                Words.count(row.delivered(), "image")
                        + (row.direction() == Direction.IN ? ", waiting for verification" : "");
            case FIXED_UP -> Words.count(row.delivered(), "image") + ", fixed up";
            case PURGED -> "Images removed, record kept";
            case NEEDS_DETAILS, UPLOADING, DOWNLOADING, FAILED, DECLINED, CANCELLED -> "";
        };
    }

    private String kept() {
        return getKeptUntil().isEmpty() ? "" : ", kept until " + getKeptUntil();
    }

    /** When the images go; empty when there are none, or they are gone. */
    public String getKeptUntil() {
        Instant until = row.keptUntil();
        return until == null || isOver() ? "" : Moments.dateTime(until);
    }

    /** The first button of the row; empty when nothing waits for the caller. */
    public String getNextStep() {
        Action next = next();
        return next == null ? "" : next.name();
    }

    public String getNextStepWord() {
        Action next = next();
        return next == null ? "" : Words.of(next);
    }

    private @Nullable Action next() {
        return row.actions().stream().filter(NEXT_STEPS::contains).findFirst().orElse(null);
    }

    /** It is over and wants no attention. */
    public boolean isOver() {
        return row.status() == Status.PURGED || row.status() == Status.CANCELLED;
    }

    /** When this differs from what the page shows, the row fades from yellow; progress alone does not. */
    public String getState() {
        return row.status() + "/" + row.messages() + "/" + row.unreadMessages() + "/"
                + row.cause().hashCode();
    }

    public String getStyle() {
        return (isBlueLight() && isClockRunning() ? "bl " : "") + (isOver() ? "over" : "");
    }
}
