package org.openiep.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;

/**
 * What the database does not know yet, in a file beside the images: which images are being offered, and which of them a
 * destination has confirmed. Whichever server goes on after a kill does not offer again what was confirmed, and knows
 * whose answers were lost. Nothing is forced to disk, so a loss of power may still cost the notes of the last moment. Not
 * safe for several threads.
 *
 * <p>A line for each confirmation: study entry, SOP Instance UID, size and CRC-32C of what was offered, and how often
 * confirmations of it had been withdrawn by then. An offer has a question mark before that. A file that stays though the
 * database has it all does no harm by that: once the destination takes an image back, its note speaks of an earlier offer.
 */
final class AnswerNotes {
    private static final Logger LOG = Logger.getLogger(AnswerNotes.class.getName());
    private static final String OFFER = "? ";
    private static final Pattern LINE =
            Pattern.compile("(\\? )?(\\d{1,18}) ([0-9.]{1,64}) (\\d{1,18}) (-?\\d{1,10}) (\\d{1,9})");

    private final Path folder;
    private final long transactionId;
    private final Map<String, Undelivered> unanswered = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private @Nullable FileChannel channel;

    /**
     * A line of a file.
     *
     * @param confirmed else it was offered
     */
    record Note(Undelivered image, boolean confirmed) {}

    /** Makes no file yet. */
    AnswerNotes(Path folder, long transactionId) {
        this.folder = folder;
        this.transactionId = transactionId;
    }

    /** It goes out now. */
    void offering(Undelivered image) {
        unanswered.put(image.version(), image);
        note(OFFER + line(image));
    }

    /** What cannot be noted is offered again after a crash, and no worse. */
    void add(Answer answer) {
        unanswered.remove(answer.image().version());
        if (answer.confirmed()) {
            note(line(answer.image()));
        }
    }

    private void note(String line) {
        if (LINE.matcher(line).matches()) {
            try {
                write(open(), line);
            } catch (IOException e) {
                LOG.log(Level.FINE, "What becomes of an image is known to the memory alone.", e);
            }
        }
    }

    private static String line(Undelivered image) {
        return String.join(
                " ",
                Long.toString(image.studyEntryId()),
                image.sopInstanceUid(),
                Long.toString(image.size()),
                Integer.toString(image.crc32c()),
                Integer.toString(image.withdrawn()));
    }

    /** A line that finds no room is taken back, so that the next one does not begin in its middle. */
    private static void write(FileChannel to, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
        long before = to.position();
        try {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (IOException e) {
            to.truncate(before);
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            Files.createDirectories(folder);
            Path made = folder.resolve(transactionId + "-" + UUID.randomUUID());
            opened = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            files.add(made);
            channel = opened;
        }
        return opened;
    }

    /** The database has every answer; what has none yet is noted anew before the earlier notes go. */
    void written() {
        rest();
        List<Path> done = List.copyOf(files);
        files.clear();
        unanswered.values().forEach(image -> note(OFFER + line(image)));
        for (Path each : done) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Notes that the database has stay in " + each + " until the next attempt.", e);
            }
        }
    }

    /** Holds nothing open until there is more to note. */
    void rest() {
        FileChannel opened = channel;
        channel = null;
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            LOG.log(Level.FINE, "What was noted last may be lost.", e);
        }
    }

    /** Absent for what is not a note. */
    static Optional<Note> read(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Undelivered image = new Undelivered(
                Long.parseLong(parts.group(2)),
                parts.group(3),
                "",
                "",
                "",
                Long.parseLong(parts.group(4)),
                (int) Long.parseLong(parts.group(5)),
                false,
                Integer.parseInt(parts.group(6)));
        return Optional.of(new Note(image, parts.group(1) == null));
    }
}
