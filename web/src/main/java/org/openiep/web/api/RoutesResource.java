package org.openiep.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.openiep.routing.Refusal;
import org.openiep.routing.RouteForm;
import org.openiep.routing.RouteView;
import org.openiep.routing.Routes;

/** The routes of Direct Routing that the caller may see or keep. */
@Path("/routes")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoutesResource {

    @EJB
    private Routes routes;

    @GET
    public List<RouteView> list() {
        return routes.list();
    }

    @POST
    public Response create(RouteForm form, @Context UriInfo place) {
        return Created.at(place, routes.create(form));
    }

    /** What was sent in vain. */
    @GET
    @Path("refusals")
    public List<Refusal> refusals() {
        return routes.refusals();
    }

    @GET
    @Path("{id}")
    public RouteView get(@PathParam("id") long id) {
        return routes.get(id);
    }

    @PUT
    @Path("{id}")
    public RouteView change(@PathParam("id") long id, RouteForm form) {
        routes.change(id, form);
        return routes.get(id);
    }
}
