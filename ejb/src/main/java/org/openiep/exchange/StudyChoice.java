package org.openiep.exchange;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A study that was ticked in the search result.
 *
 * @param modalities as in Modalities in Study (0008,0061), joined by "/"
 * @param examDate study date and time at the source; null when it has none
 * @param images Number of Study Related Instances (0020,1208); 0 when the PACS does not say
 */
public record StudyChoice(
        String studyInstanceUid,
        String modalities,
        String description,
        @Nullable LocalDateTime examDate,
        String accessionNumber,
        int images) {}
