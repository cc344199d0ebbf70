package org.openiep.web.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Version 1 of the interface. What it holds stays compatible; what breaks goes under another number. */
@ApplicationPath("/api/v1")
public class Api extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                DescriptionResource.class,
                InstitutionsResource.class,
                JsonBody.class,
                LanesResource.class,
                MeResource.class,
                NodesResource.class,
                PeopleResource.class,
                ProblemMapper.class,
                RoutesResource.class,
                StudiesResource.class,
                TransactionsResource.class,
                UploadsResource.class);
    }
}
