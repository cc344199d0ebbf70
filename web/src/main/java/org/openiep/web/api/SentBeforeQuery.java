package org.openiep.web.api;

import java.util.List;

/**
 * Asks which studies went to an institution before.
 *
 * @param toInstitution id of the receiving institution
 * @param studies Study Instance UIDs
 */
public record SentBeforeQuery(long toInstitution, List<String> studies) {
    public SentBeforeQuery {
        studies = List.copyOf(studies);
    }
}
