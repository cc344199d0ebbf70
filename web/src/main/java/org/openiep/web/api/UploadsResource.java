package org.openiep.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.openiep.exchange.NewTransfer;
import org.openiep.upload.Received;
import org.openiep.upload.Uploaded;
import org.openiep.upload.UploadedTransfers;
import org.openiep.upload.Uploads;

/** Studies from a disk or folder, where the PACS cannot be asked for them (requirement D14). */
@Path("/uploads/{upload}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UploadsResource {

    @EJB
    private Uploads uploads;

    @EJB
    private UploadedTransfers transfers;

    /** A piece of a file; an upload begins with its first. */
    @PUT
    @Path("files/{number}")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Received put(
            @PathParam("upload") UUID upload,
            @PathParam("number") int number,
            @QueryParam("offset") long offset,
            @QueryParam("size") long size,
            InputStream piece) {
        return uploads.put(upload, number, offset, size, piece);
    }

    @GET
    public Uploaded look(@PathParam("upload") UUID upload) {
        return uploads.look(upload);
    }

    @DELETE
    public void discard(@PathParam("upload") UUID upload) {
        uploads.discard(upload);
    }

    /** Creates a transfer of studies of it. */
    @POST
    @Path("transaction")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@PathParam("upload") UUID upload, NewTransfer transfer, @Context UriInfo place) {
        String reference = transfers.create(transfer, upload);
        return Response.created(place.getBaseUriBuilder()
                        .path("transactions")
                        .path(reference)
                        .build())
                .entity(new TransactionCreated(reference))
                .build();
    }
}
