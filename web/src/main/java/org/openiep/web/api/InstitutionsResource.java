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
import org.openiep.directory.InstitutionForm;
import org.openiep.directory.InstitutionView;
import org.openiep.directory.Institutions;

/** The institutions that the caller may see or keep. */
@Path("/institutions")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class InstitutionsResource {

    @EJB
    private Institutions institutions;

    @GET
    public List<InstitutionView> list() {
        return institutions.list();
    }

    @POST
    public Response create(InstitutionForm form, @Context UriInfo place) {
        return Created.at(place, institutions.create(form));
    }

    @GET
    @Path("{id}")
    public InstitutionView get(@PathParam("id") long id) {
        return institutions.get(id);
    }

    @PUT
    @Path("{id}")
    public InstitutionView change(@PathParam("id") long id, InstitutionForm form) {
        institutions.change(id, form);
        return institutions.get(id);
    }
}
