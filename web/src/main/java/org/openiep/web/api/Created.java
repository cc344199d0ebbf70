package org.openiep.web.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * The answer to a creation.
 *
 * @param id the number of the new thing
 */
public record Created(long id) {

    static Response at(UriInfo place, long id) {
        return Response.created(
                        place.getAbsolutePathBuilder().path(Long.toString(id)).build())
                .entity(new Created(id))
                .build();
    }
}
