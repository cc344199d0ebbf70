package org.openiep.exchange;

/** The lists on Home (requirement G13). */
public enum Tab {
    ACTION_REQUIRED,
    ACCEPTED,
    IN_PROGRESS,
    FAILED,
    ALL
}
