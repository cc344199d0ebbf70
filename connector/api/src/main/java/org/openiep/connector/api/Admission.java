package org.openiep.connector.api;

/** The application's answer to an association request. The rejections are those of PS3.8 9.3.4. */
public sealed interface Admission {
    /**
     * Come in.
     *
     * @param maxAssociations of this calling AE title that are open at once, 1 or more
     * @param mayQuery it may search and retrieve; else those services are not accepted in the negotiation
     */
    record Admitted(int maxAssociations, boolean mayQuery) implements Admission {
        /** Without searching and retrieving. */
        public Admitted(int maxAssociations) {
            this(maxAssociations, false);
        }
    }

    /** We do not know the calling AE title, or it calls from an address that is not its own. */
    record CallingAeUnknown() implements Admission {}

    /** No such AE title here. */
    record CalledAeUnknown() implements Admission {}

    /** We cannot look it up at present; the caller may try again later (rejected-transient). */
    record TryLater() implements Admission {}
}
