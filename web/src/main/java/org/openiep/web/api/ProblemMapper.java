package org.openiep.web.api;

import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;
import org.openiep.problem.Outage;

/** Turns whatever went wrong into problem details with the right status. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable thrown) {
        Problem problem = problem(thrown);
        Response response = problem.toResponse();
        return problem.status() == 503
                ? Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .build()
                : response;
    }

    /** What went wrong in a call of a service, in the caller's terms. What is our own fault is logged. */
    public static Problem problem(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        if (cause instanceof InvalidInput invalid) {
            return Problem.of(invalid.problems());
        }
        if (cause instanceof NotFound) {
            return Problem.of(404, text(cause));
        }
        if (cause instanceof NotAllowed || cause instanceof EJBAccessException) {
            return Problem.of(403, cause instanceof NotAllowed ? text(cause) : "Your roles do not allow this.");
        }
        if (cause instanceof Conflict) {
            return Problem.of(409, text(cause));
        }
        if (cause instanceof WebApplicationException web) {
            return refused(web.getResponse().getStatus());
        }
        if (Outage.causes(thrown)) {
            LOG.log(Level.WARNING, "An API request met a database that is away.", thrown);
            return Problem.of(
                    503,
                    "The exchange cannot reach its database at present. Try again in a moment; look first whether what"
                            + " you sent was done.");
        }
        String number = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "API request failed, problem " + number, thrown);
        return Problem.of(500, "Something went wrong here. Quote " + number + " when you report it.");
    }

    /** In our words: the container's name its classes and our address. */
    private static Problem refused(int status) {
        String detail = switch (status) {
            case 404 -> "There is no such address. The API is described at /api/v1/openapi.yaml.";
            case 405 -> "This address does not take this method. See /api/v1/openapi.yaml.";
            case 415 -> "Send the body as application/json.";
            case 406 -> "The answer is application/json; ask for that.";
            default -> "The request cannot be understood. See /api/v1/openapi.yaml.";
        };
        return Problem.of(status, detail);
    }

    private static Throwable unwrapped(Throwable thrown) {
        boolean wrapper = thrown instanceof EJBException && !(thrown instanceof EJBAccessException);
        @Nullable Throwable cause = thrown.getCause();
        return wrapper && cause != null ? unwrapped(cause) : thrown;
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : message;
    }
}
