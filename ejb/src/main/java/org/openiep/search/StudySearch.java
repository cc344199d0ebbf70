package org.openiep.search;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a PACS is searched for (requirements D1, D2). A patient ID or an NHS number is needed.
 *
 * @param patientId without the node's prefix, which is put before it
 * @param description body part or study description, any part of it
 * @param modality such as CT; empty for any
 */
public record StudySearch(
        long node,
        String patientId,
        String nhsNumber,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String description,
        String modality,
        String accessionNumber) {}
