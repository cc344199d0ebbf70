package org.openiep.upload;

import java.util.List;
import org.openiep.search.StudyFound;

/**
 * What has come of a disk or folder, as its images say.
 *
 * @param studies newest first, each with the number of its images
 * @param files that are here whole, of any kind
 * @param unusable DICOM objects that do not say which study or image they are
 * @param others files that are no DICOM objects: viewers, texts
 * @param missing objects that the disk's own directory lists, but that have not come
 */
public record Uploaded(List<StudyFound> studies, int files, int unusable, int others, int missing) {
    public Uploaded {
        studies = List.copyOf(studies);
    }

    /** Images of all studies. */
    public int images() {
        return studies.stream().mapToInt(found -> found.study().images()).sum();
    }
}
