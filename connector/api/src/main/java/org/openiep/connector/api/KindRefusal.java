package org.openiep.connector.api;

/**
 * Why objects of a kind cannot be sent on an association.
 *
 * @param words what is not taken, and what would have been; a sentence's end without its full stop
 */
public record KindRefusal(Cause cause, String words) {
    /** What the node, or the attempt to suit it, minded (PS3.8 9.3.3.2, table 9-18). */
    public enum Cause {
        /** It takes objects of that SOP class in no encoding: result 3, abstract syntax not supported. */
        SOP_CLASS,
        /** It takes none of the encodings that we have or can convert to: result 4, transfer syntaxes not supported. */
        TRANSFER_SYNTAX,
        /** It did not say: results 1 and 2, or none at all. */
        UNSAID,
        /** It takes the kind, and hung up whenever this one object came. */
        HUNG_UP
    }
}
