package org.openiep.exchange;

/** What a person can do with a transaction in its present state; the first one offered is the next step. */
public enum Action {
    DOWNLOAD,
    RETRY,
    FIX_UP,
    MAKE_DISK,
    CANCEL,
    CHANGE_PRIORITY,
    SEND_MESSAGE
}
