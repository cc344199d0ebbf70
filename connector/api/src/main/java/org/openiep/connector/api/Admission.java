package org.openiep.connector.api;

/** The application's answer to an association request. The rejections are those of PS3.8 9.3.4. */
public sealed interface Admission {
    /** Come in. At most {@code maxAssociations} of this calling AE title are open at once (1 or more). */
    record Admitted(int maxAssociations) implements Admission {}

    /** We do not know the calling AE title, or it calls from an address that is not its own. */
    record CallingAeUnknown() implements Admission {}

    /** No such AE title here. */
    record CalledAeUnknown() implements Admission {}

    /** We cannot look it up at present; the caller may try again later (rejected-transient). */
    record TryLater() implements Admission {}
}
