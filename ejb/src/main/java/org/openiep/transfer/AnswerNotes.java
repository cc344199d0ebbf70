package org.openiep.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * Confirmations that the database has not got yet, in a file beside the images: what a destination has confirmed to a
 * server that is then killed is not offered again by whichever server goes on. Nothing is forced to disk, so a loss of
 * power may still cost the confirmations of the last moment. Not safe for several threads.
 *
 * <p>A line for each: study entry, SOP Instance UID, size and CRC-32C of what was offered, and how often confirmations of
 * it had been withdrawn by then. A file that stays though the database has it all does no harm by that: once the
 * destination takes an image back, its note speaks of an earlier offer.
 */
final class AnswerNotes {
    private static final Logger LOG = Logger.getLogger(AnswerNotes.class.getName());
    private static final Pattern LINE =
            Pattern.compile("(\\d{1,18}) ([0-9.]{1,64}) (\\d{1,18}) (-?\\d{1,10}) (\\d{1,9})");
    private static final int SUCCESS = 0;

    private final Path folder;
    private final long transactionId;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /** Makes no file yet. */
    AnswerNotes(Path folder, long transactionId) {
        this.folder = folder;
        this.transactionId = transactionId;
    }

    /** What cannot be noted is offered again after a crash, and no worse. */
    void add(Answer answer) {
        Undelivered image = answer.image();
        String line = String.join(
                " ",
                Long.toString(image.studyEntryId()),
                image.sopInstanceUid(),
                Long.toString(image.size()),
                Integer.toString(image.crc32c()),
                Integer.toString(image.withdrawn()));
        if (answer.confirmed() && LINE.matcher(line).matches()) {
            try {
                write(open(), ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                LOG.log(Level.FINE, "A confirmation is known to the memory alone.", e);
            }
        }
    }

    /** A line that finds no room is taken back, so that the next one does not begin in its middle. */
    private static void write(FileChannel to, ByteBuffer line) throws IOException {
        long before = to.position();
        try {
            while (line.hasRemaining()) {
                to.write(line);
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
            file = made;
            channel = opened;
        }
        return opened;
    }

    /** The database has them all. */
    void clear() {
        Path done = file;
        try (FileChannel closed = channel) {
            if (closed != null && done != null) {
                Files.deleteIfExists(done);
            }
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Confirmations that the database has stay noted in " + folder + " until the next attempt.",
                    e);
        } finally {
            channel = null;
            file = null;
        }
    }

    /** Absent for what is not a note. */
    static Optional<Answer> answer(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Undelivered image = new Undelivered(
                Long.parseLong(parts.group(1)),
                parts.group(2),
                "",
                "",
                "",
                Long.parseLong(parts.group(3)),
                (int) Long.parseLong(parts.group(4)),
                false,
                Integer.parseInt(parts.group(5)));
        return Optional.of(new Answer(image, true, SUCCESS, "", null));
    }
}
