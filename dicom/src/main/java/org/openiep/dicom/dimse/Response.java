package org.openiep.dicom.dimse;

/**
 * The answer to a request.
 *
 * @param comment Error Comment (0000,0902), empty when there is none; at most 64 characters go on the wire
 */
public record Response(Status status, String comment) implements StoreHandler.Answer {
    /** An answer without a comment. */
    public static Response of(Status status) {
        return new Response(status, "");
    }

    @Override
    public Response await() {
        return this;
    }
}
