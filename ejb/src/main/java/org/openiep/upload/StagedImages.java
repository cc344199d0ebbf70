package org.openiep.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.media.DirectoryRecord;
import org.openiep.dicom.media.MediaDirectory;
import org.openiep.imaging.ObjectIdentity;
import org.openiep.search.StudyFound;

/** The images of an upload, by their studies. */
final class StagedImages {
    private static final Logger LOG = Logger.getLogger(StagedImages.class.getName());

    private final StagedFolder folder;
    private final Map<String, Study> studies = new LinkedHashMap<>();

    /** An image and where it is. */
    record Image(Path path, ObjectIdentity identity) {}

    private static final class Study {
        private final DataSet first;
        private final Set<String> modalities = new TreeSet<>();
        private final Map<String, Image> images = new LinkedHashMap<>();

        Study(DataSet first) {
            this.first = first;
        }

        StudyFound found() {
            return StudyFound.of(first, String.join("/", modalities), images.size());
        }
    }

    /** Reads the headers of all that has come whole. */
    StagedImages(StagedFolder folder) throws IOException {
        this.folder = folder;
        for (Path path : folder.files(StagedFolder.Kind.IMAGE)) {
            Part10File object = Part10File.open(path);
            DataSet header = object.read(ObjectIdentity.UP_TO_SERIES);
            ObjectIdentity identity = ObjectIdentity.of(object, header);
            Study study = studies.computeIfAbsent(identity.studyInstanceUid(), uid -> new Study(header));
            header.string(Tag.MODALITY).ifPresent(study.modalities::add);
            // A disk may hold an image twice; it is one all the same.
            study.images.put(identity.sopInstanceUid(), new Image(path, identity));
        }
    }

    /** The images of a study; none when nothing has come of it. */
    Collection<Image> of(String studyInstanceUid) {
        Study study = studies.get(studyInstanceUid);
        return study == null ? List.of() : study.images.values();
    }

    Uploaded summary() throws IOException {
        List<StudyFound> found = studies.values().stream()
                .map(Study::found)
                .sorted(Comparator.comparing(
                                (StudyFound study) -> study.study().examDate(),
                                Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .toList();
        int others = folder.files(StagedFolder.Kind.OTHER).size();
        int unusable = folder.files(StagedFolder.Kind.UNUSABLE).size();
        int images = folder.files(StagedFolder.Kind.IMAGE).size();
        List<Path> directories = folder.files(StagedFolder.Kind.DIRECTORY);
        return new Uploaded(
                found, images + unusable + others + directories.size(), unusable, others, missing(directories));
    }

    private int missing(List<Path> directories) {
        Set<String> listed = new HashSet<>();
        for (Path directory : directories) {
            try {
                MediaDirectory.read(directory)
                        .files()
                        .map(DirectoryRecord::sopInstanceUid)
                        .forEach(listed::add);
            } catch (IOException e) {
                LOG.log(Level.INFO, "The directory of an uploaded disk cannot be read: {0}", e.getMessage());
            }
        }
        studies.values().forEach(study -> listed.removeAll(study.images.keySet()));
        listed.remove("");
        return listed.size();
    }
}
