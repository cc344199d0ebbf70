package org.openiep.exchange;

/** Why that priority (requirement E6). Only {@link #BLUE_LIGHT} goes with blue light, and it with nothing else. */
public enum PriorityReason {
    /** Emergency admission or surgery in the next 12 hours only. */
    BLUE_LIGHT,
    INPATIENT,
    MDT_REFERRAL,
    OUTPATIENT,
    RESEARCH,
    /** Needs a text. */
    OTHER
}
