package org.openiep.web.create;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Institutions;

/** Destinations by their id, and only those that the caller can send to. */
@Named("destinations")
@ApplicationScoped
public class DestinationConverter implements Converter<Destination> {

    /** More than there are hospitals. */
    static final int ALL = 2000;

    @Inject
    private Institutions institutions;

    @Override
    public @Nullable Destination getAsObject(FacesContext context, UIComponent component, @Nullable String id) {
        if (id == null || id.isBlank()) {
            return null;
        }
        return institutions.matching("", ALL).stream()
                .filter(view -> Long.toString(view.id()).equals(id))
                .findFirst()
                .map(Destination::of)
                .orElse(null);
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, @Nullable Destination destination) {
        return destination == null ? "" : Long.toString(destination.id());
    }
}
