package org.openiep.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import org.openiep.board.LaneBoard;
import org.openiep.board.LanesView;
import org.openiep.problem.InvalidInput;
import org.openiep.queue.Holds;
import org.openiep.queue.Lane;

/** What the lanes do, and holding them, single workers or single nodes. Each answers with the lanes as they are now. */
@Path("/lanes")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LanesResource {

    @EJB
    private LaneBoard board;

    @EJB
    private Holds holds;

    @GET
    public LanesView get() {
        return board.view();
    }

    @POST
    @Path("{lane}/hold")
    public LanesView hold(@PathParam("lane") String lane, NewHold hold) {
        holds.holdLane(lane(lane), hold.mode(), hold.reason());
        return board.view();
    }

    @POST
    @Path("{lane}/release")
    @Consumes(MediaType.WILDCARD)
    public LanesView release(@PathParam("lane") String lane) {
        holds.releaseLane(lane(lane));
        return board.view();
    }

    @POST
    @Path("{lane}/workers/{number}/hold")
    public LanesView holdWorker(@PathParam("lane") String lane, @PathParam("number") int number, NewHold hold) {
        holds.holdWorker(lane(lane), number, hold.mode(), hold.reason());
        return board.view();
    }

    @POST
    @Path("{lane}/workers/{number}/release")
    @Consumes(MediaType.WILDCARD)
    public LanesView releaseWorker(@PathParam("lane") String lane, @PathParam("number") int number) {
        holds.releaseWorker(lane(lane), number);
        return board.view();
    }

    @POST
    @Path("nodes/{id}/hold")
    public LanesView holdNode(@PathParam("id") long id, NewHold hold) {
        holds.holdNode(id, hold.mode(), hold.reason());
        return board.view();
    }

    @POST
    @Path("nodes/{id}/release")
    @Consumes(MediaType.WILDCARD)
    public LanesView releaseNode(@PathParam("id") long id) {
        holds.releaseNode(id);
        return board.view();
    }

    private static Lane lane(String name) {
        return Arrays.stream(Lane.values())
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("lane", "Expected OUTBOUND or INBOUND."));
    }
}
