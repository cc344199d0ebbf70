package org.openiep.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
 * <p>A line for each: study entry, SOP Instance UID, size and CRC-32C of what was offered.
 */
final class AnswerNotes {
    private static final Logger LOG = Logger.getLogger(AnswerNotes.class.getName());
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9.]{1,64}) (\\d{1,18}) (-?\\d{1,10})");
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
        String line = image.studyEntryId() + " " + image.sopInstanceUid() + " " + image.size() + " " + image.crc32c();
        if (answer.confirmed() && LINE.matcher(line).matches()) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    open().write(bytes);
                }
            } catch (IOException e) {
                LOG.log(Level.FINE, "A confirmation is known to the memory alone.", e);
            }
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
            LOG.log(Level.WARNING, "Noted confirmations stay in " + folder + " until the next attempt.", e);
        } finally {
            channel = null;
            file = null;
        }
    }

    /** What a server noted that is no more. To be forgotten when it has been written down. */
    record LeftOver(List<Path> files, List<Answer> answers) {
        static LeftOver of(Path folder, long transactionId) {
            List<Path> files = new ArrayList<>();
            List<Answer> answers = new ArrayList<>();
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, transactionId + "-*")) {
                    for (Path each : found) {
                        files.add(each);
                        Files.readAllLines(each, StandardCharsets.US_ASCII).stream()
                                .flatMap(line -> answer(line).stream())
                                .forEach(answers::add);
                    }
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "Noted confirmations in " + folder + " cannot be read.", e);
                }
            }
            return new LeftOver(files, answers);
        }

        void forget() {
            for (Path each : files) {
                try {
                    Files.deleteIfExists(each);
                } catch (IOException e) {
                    LOG.log(Level.WARNING, "Noted confirmations stay: " + each, e);
                }
            }
        }

        /** Absent for a line that was cut short. */
        private static Optional<Answer> answer(String line) {
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
                    Integer.parseInt(parts.group(4)),
                    false);
            return Optional.of(new Answer(image, true, SUCCESS, "", null));
        }
    }
}
