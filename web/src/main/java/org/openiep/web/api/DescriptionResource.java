package org.openiep.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.util.Objects;

/** The description of this interface in OpenAPI 3.1; needs no sign-in. */
@Path("/openapi.yaml")
@RequestScoped
public class DescriptionResource {

    @GET
    @Produces("application/yaml")
    public InputStream description() {
        return Objects.requireNonNull(
                DescriptionResource.class.getResourceAsStream("openapi.yaml"), "openapi.yaml is not packed");
    }
}
