package org.openiep.dicom.net;

import java.util.Arrays;
import java.util.Optional;

/**
 * The acceptor's answer to one proposed presentation context (PS3.8 9.3.3.2).
 *
 * @param id the proposed context's
 * @param result the verdict
 * @param transferSyntax the chosen UID; without meaning unless accepted
 */
public record ContextAnswer(int id, Result result, String transferSyntax) {

    /** The verdicts. */
    public enum Result {
        ACCEPTED(0, "accepted"),
        USER_REJECTION(1, "user rejection"),
        NO_REASON(2, "rejected without a reason"),
        ABSTRACT_SYNTAX_NOT_SUPPORTED(3, "abstract syntax not supported"),
        TRANSFER_SYNTAXES_NOT_SUPPORTED(4, "transfer syntaxes not supported");

        private final int code;
        private final String words;

        Result(int code, String words) {
            this.code = code;
            this.words = words;
        }

        /** As it is on the wire, 0 to 4. */
        public int code() {
            return code;
        }

        /** The verdict with this code, if there is one. */
        static Optional<Result> of(int code) {
            return Arrays.stream(values()).filter(r -> r.code == code).findFirst();
        }

        /** The standard's words for it. */
        public String words() {
            return words;
        }
    }

    /** Accepts a context in this transfer syntax. */
    public static ContextAnswer accept(int id, String transferSyntax) {
        return new ContextAnswer(id, Result.ACCEPTED, transferSyntax);
    }

    /** Refuses a context. */
    public static ContextAnswer refuse(ProposedContext proposed, Result result) {
        String first = proposed.transferSyntaxes().isEmpty()
                ? ""
                : proposed.transferSyntaxes().get(0);
        return new ContextAnswer(proposed.id(), result, first);
    }

    /** Was the context accepted? */
    public boolean isAccepted() {
        return result == Result.ACCEPTED;
    }
}
