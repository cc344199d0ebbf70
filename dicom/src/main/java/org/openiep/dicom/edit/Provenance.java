package org.openiep.dicom.edit;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Who changes a header, when and why: what Original Attributes Sequence (0400,0561) tells of a change.
 *
 * @param modifyingSystem (0400,0563), such as "Image Exchange Portal"; not empty
 * @param sourceOfPreviousValues (0400,0564), such as the sending hospital's name; empty when that is not known
 * @param at when (0400,0562)
 * @param reason (0400,0565)
 */
public record Provenance(String modifyingSystem, String sourceOfPreviousValues, OffsetDateTime at, Reason reason) {
    static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSSSSSxx");

    /** Reason for the Attribute Modification (PS3.3 C.12.1.1.9). */
    public enum Reason {
        /** Replaced by values of another system's domain, such as the receiving hospital's patient ID. */
        COERCE,
        /** Replaced since they were wrong. */
        CORRECT
    }

    public Provenance {
        if (modifyingSystem.isBlank()) {
            throw new IllegalArgumentException("A change of a header needs the name of the system that makes it");
        }
    }

    /** As a value of DT, with its offset from UTC. */
    String dateTime() {
        return DATE_TIME.format(at);
    }
}
