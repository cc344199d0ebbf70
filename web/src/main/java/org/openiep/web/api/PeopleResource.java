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
import org.openiep.people.People;
import org.openiep.people.PersonForm;
import org.openiep.people.PersonView;

/** The people that the caller may see or keep. */
@Path("/people")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {

    @EJB
    private People people;

    @GET
    public List<PersonView> list() {
        return people.list();
    }

    @POST
    public Response create(PersonForm form, @Context UriInfo place) {
        return Created.at(place, people.create(form));
    }

    @GET
    @Path("{id}")
    public PersonView get(@PathParam("id") long id) {
        return people.get(id);
    }

    @PUT
    @Path("{id}")
    public PersonView change(@PathParam("id") long id, PersonForm form) {
        people.change(id, form);
        return people.get(id);
    }

    @POST
    @Path("{id}/password")
    public void setPassword(@PathParam("id") long id, NewPassword given) {
        people.setPassword(id, given.password());
    }
}
