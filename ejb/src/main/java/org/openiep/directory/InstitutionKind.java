package org.openiep.directory;

/** Kinds of institution (requirement A11). */
public enum InstitutionKind {
    NHS_TRUST,
    PRIVATE_HOSPITAL,
    STROKE_NETWORK,
    TELERADIOLOGY,
    COMPANY,
    INSURER,
    SOLICITOR,
    ARMED_FORCES,
    OVERSEAS
}
