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
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeView;
import org.openiep.directory.Nodes;
import org.openiep.nodetest.NodeTest;
import org.openiep.nodetest.NodeTestResult;

/** The DICOM nodes that the caller may see or keep. */
@Path("/nodes")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class NodesResource {

    @EJB
    private Nodes nodes;

    @EJB
    private NodeTest nodeTest;

    @GET
    public List<NodeView> list() {
        return nodes.list();
    }

    @POST
    public Response create(NodeForm form, @Context UriInfo place) {
        return Created.at(place, nodes.create(form));
    }

    @GET
    @Path("{id}")
    public NodeView get(@PathParam("id") long id) {
        return nodes.get(id);
    }

    @PUT
    @Path("{id}")
    public NodeView change(@PathParam("id") long id, NodeForm form) {
        nodes.change(id, form);
        return nodes.get(id);
    }

    /** Really calls the node and says what it found. */
    @POST
    @Path("{id}/test")
    @Consumes(MediaType.WILDCARD)
    public NodeTestResult test(@PathParam("id") long id) {
        return nodeTest.test(id);
    }
}
