package org.openiep.search;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.StudyChoice;

/**
 * A study that the PACS holds, and whose it says it is.
 *
 * @param sex Patient's Sex (0010,0040) as it stands
 * @param nhsNumber from Other Patient IDs where the PACS gives it; else empty
 */
public record StudyFound(
        StudyChoice study,
        String patientId,
        String lastName,
        String firstName,
        @Nullable LocalDate dateOfBirth,
        String sex,
        String nhsNumber) {}
