package org.openiep.directory;

import java.time.Instant;

/** An institution with its id, and who changed it last. */
public record InstitutionView(long id, InstitutionForm form, String changedBy, Instant changed) {}
