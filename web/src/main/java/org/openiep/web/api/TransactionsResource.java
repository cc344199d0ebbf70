package org.openiep.web.api;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openiep.disk.Disk;
import org.openiep.disk.Disks;
import org.openiep.exchange.EarlierTransfers;
import org.openiep.exchange.ListPage;
import org.openiep.exchange.ListQuery;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priorities;
import org.openiep.exchange.SentBefore;
import org.openiep.exchange.Tab;
import org.openiep.exchange.TransactionDetails;
import org.openiep.exchange.TransactionList;
import org.openiep.exchange.Transactions;
import org.openiep.problem.InvalidInput;

/** Transactions of the caller's institution. */
@Path("/transactions")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TransactionsResource {

    @EJB
    private Transactions transactions;

    @EJB
    private TransactionList list;

    @EJB
    private Priorities priorities;

    @EJB
    private EarlierTransfers earlier;

    @EJB
    private Disks disks;

    /** Creates a transfer; the same {@code submission} again answers with the same reference and creates nothing. */
    @POST
    public Response create(NewTransfer transfer, @Context UriInfo place) {
        String reference = transactions.create(transfer);
        return Response.created(place.getAbsolutePathBuilder().path(reference).build())
                .entity(new TransactionCreated(reference))
                .build();
    }

    /** A tab's rows, without a search text: that may hold a patient's name and goes by {@link #search}. */
    @GET
    public ListPage list(
            @QueryParam("tab") @DefaultValue("ALL") String tab,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("size") @DefaultValue("50") int size) {
        return list.page(new ListQuery(tab(tab), "", null, null, null, null, null, after, size));
    }

    @POST
    @Path("search")
    public ListPage search(ListQuery query) {
        return list.page(query);
    }

    /** How many rows each tab has under the same filters. */
    @POST
    @Path("counts")
    public Map<Tab, Long> counts(ListQuery query) {
        return list.counts(query);
    }

    /** Which of the studies the caller's institution has sent there already. */
    @POST
    @Path("sent-before")
    public List<SentBefore> sentBefore(SentBeforeQuery query) {
        return earlier.find(query.toInstitution(), query.studies());
    }

    @GET
    @Path("{reference}")
    public TransactionDetails get(@PathParam("reference") String reference) {
        return transactions.details(reference);
    }

    @POST
    @Path("{reference}/download")
    @Consumes(MediaType.WILDCARD)
    public TransactionDetails download(@PathParam("reference") String reference) {
        transactions.requestDownload(reference);
        return transactions.details(reference);
    }

    /** What is here of it as a disk image (requirement I12). Each is recorded. */
    @GET
    @Path("{reference}/disk")
    @Produces({Disk.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    public Response disk(@PathParam("reference") String reference) {
        Disk disk = disks.make(reference);
        return Response.ok((StreamingOutput) disk::writeTo, Disk.MEDIA_TYPE)
                .header(HttpHeaders.CONTENT_LENGTH, disk.size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + disk.fileName() + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Without its content a disk would be recorded that nobody has got. */
    @HEAD
    @Path("{reference}/disk")
    @Produces(MediaType.WILDCARD)
    public Response noDiskWithoutContent() {
        return Response.status(Response.Status.METHOD_NOT_ALLOWED)
                .allow(HttpMethod.GET)
                .build();
    }

    @POST
    @Path("{reference}/retry")
    @Consumes(MediaType.WILDCARD)
    public TransactionDetails retry(@PathParam("reference") String reference) {
        transactions.retry(reference);
        return transactions.details(reference);
    }

    @POST
    @Path("{reference}/cancel")
    public TransactionDetails cancel(@PathParam("reference") String reference, Cancellation cancellation) {
        transactions.cancel(reference, cancellation.reason());
        return transactions.details(reference);
    }

    @POST
    @Path("{reference}/priority")
    public TransactionDetails changePriority(@PathParam("reference") String reference, PriorityChange change) {
        priorities.change(reference, change.priority(), change.reason());
        return transactions.details(reference);
    }

    @POST
    @Path("{reference}/fix-up")
    @Consumes(MediaType.WILDCARD)
    public TransactionDetails fixUp(@PathParam("reference") String reference) {
        transactions.fixUp(reference);
        return transactions.details(reference);
    }

    @POST
    @Path("{reference}/messages")
    public TransactionDetails addMessage(@PathParam("reference") String reference, NewMessage message) {
        transactions.addMessage(reference, message.text());
        return transactions.details(reference);
    }

    private static Tab tab(String name) {
        return Arrays.stream(Tab.values())
                .filter(tab -> tab.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput("tab", "Expected " + JsonTypes.inWords(Tab.class) + "."));
    }
}
