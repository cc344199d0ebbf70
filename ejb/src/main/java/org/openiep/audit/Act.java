package org.openiep.audit;

/** What was done. Names are kept for ever: they stand in records that cannot be changed. */
public enum Act {
    SIGNED_IN,
    SIGN_IN_REFUSED,
    ACCOUNT_LOCKED,
    SIGNED_OUT,
    PERSON_CREATED,
    PERSON_CHANGED,
    PASSWORD_SET,
    INSTITUTION_CREATED,
    INSTITUTION_CHANGED,
    NODE_CREATED,
    NODE_CHANGED,
    NODE_TESTED,
    ROUTE_CREATED,
    ROUTE_CHANGED,
    PACS_SEARCHED,
    POLICY_CHANGED,
    TRANSACTION_CREATED,
    TRANSACTION_MOVED,
    TRANSACTION_VIEWED,
    MESSAGE_SENT,
    MESSAGES_READ,
    /** A node searched what its institution may see. */
    NODE_SEARCHED,
    /** A node fetched images, or had them sent. */
    NODE_RETRIEVED,
    PRIORITY_CHANGED,
    /** Somebody took images away on a disk. */
    DISK_MADE,
    HELD,
    RELEASED,
    BLUE_LIGHT_ESCALATED,
    /** From now on the exchange could not take images, for want of its own store or database. */
    STORE_TROUBLE_BEGAN,
    STORE_TROUBLE_ENDED
}
