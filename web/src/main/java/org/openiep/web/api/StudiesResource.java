package org.openiep.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.openiep.search.PacsSearch;
import org.openiep.search.SearchResult;
import org.openiep.search.StudySearch;

/** What the own PACS holds (requirement D1). By POST, so that no patient's number stands in an address or a log. */
@Path("/studies")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class StudiesResource {

    @EJB
    private PacsSearch search;

    /** The PACS's answer; 502 with its diagnosis when the node could not be asked. */
    @POST
    @Path("search")
    public Response search(StudySearch sought) {
        SearchResult result = search.search(sought, () -> false);
        if (result instanceof SearchResult.Answer answer) {
            return Response.ok(answer).build();
        }
        String detail = result instanceof SearchResult.NodeProblem problem
                ? problem.meaning() + " " + problem.advice()
                : "The search was stopped.";
        return Problem.of(502, detail).toResponse();
    }
}
