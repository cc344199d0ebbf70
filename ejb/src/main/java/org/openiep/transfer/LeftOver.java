package org.openiep.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.imaging.InstanceRows.Answer;

/**
 * What a server noted that is no more. To be forgotten when it has been written down.
 *
 * @param read files that say nothing else
 * @param damaged files that may say more, but not so that it can be read
 * @param answers confirmations from all of them
 * @param offered versions of the images that were offered, answered or not
 */
record LeftOver(List<Path> read, List<Path> damaged, List<Answer> answers, Set<String> offered) {
    private static final Logger LOG = Logger.getLogger(LeftOver.class.getName());
    private static final int SUCCESS = 0;

    /** Every note of the transaction that is whole. A last line that was cut short is what a kill leaves. */
    static LeftOver of(Path folder, long transactionId) {
        LeftOver left = new LeftOver(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, transactionId + "-*")) {
                found.forEach(left::add);
            } catch (IOException | DirectoryIteratorException e) {
                LOG.log(Level.WARNING, "Whether confirmations are noted in " + folder + " cannot be told.", e);
            }
        }
        return left;
    }

    private void add(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = true;
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(bytes);
        } catch (NoSuchFileException e) {
            LOG.log(Level.FINE, "Somebody else has taken over what was noted.", e);
            return;
        } catch (IOException e) {
            LOG.log(Level.FINE, file + " can be read in part at most.", e);
            whole = false;
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            Optional<AnswerNotes.Note> note = AnswerNotes.read(line);
            note.ifPresent(this::add);
            whole &= note.isPresent();
        }
        (whole ? read : damaged).add(file);
    }

    private void add(AnswerNotes.Note note) {
        if (note.confirmed()) {
            answers.add(new Answer(note.image(), true, SUCCESS, "", null));
        } else {
            offered.add(note.image().version());
        }
    }

    /** @param aside where damaged files are kept for somebody to look at */
    void forget(Path aside) {
        for (Path each : read) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "Confirmations that the database has stay noted in " + each + ".", e);
            }
        }
        for (Path each : damaged) {
            keep(each, aside);
        }
    }

    private static void keep(Path file, Path aside) {
        String meaning = file + " noted what a destination has confirmed, and cannot be read as a whole:"
                + " images that it confirmed may be offered to it once more. ";
        try {
            Files.createDirectories(aside);
            Path kept = aside.resolve("confirmed-" + file.getFileName());
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
            LOG.log(Level.WARNING, "{0}It was moved to {1}.", new Object[] {meaning, kept});
        } catch (IOException e) {
            LOG.log(Level.WARNING, meaning + "It stays, since it cannot be moved either.", e);
        }
    }
}
