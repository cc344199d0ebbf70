package org.openiep.web.create;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.convert.Converter;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Institutions;

/** Institutions that the caller can send to, to choose from; as a converter, by their id. */
@Named("destinations")
@ApplicationScoped
public class Destinations implements Converter<Destination> {

    /** More than there are hospitals. */
    private static final int ALL = 2000;

    private static final int SOME = 12;

    @Inject
    private Institutions institutions;

    /** Those that match what is typed (requirement B4). */
    public List<Destination> complete(String typed) {
        return institutions.matching(typed, SOME).stream().map(Destination::of).toList();
    }

    /** All of them, from A to Z. */
    public List<Destination> getAtoZ() {
        return institutions.matching("", ALL).stream()
                .map(Destination::of)
                .sorted(Comparator.comparing(Destination::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    Optional<Destination> byId(@Nullable String id) {
        return getAtoZ().stream()
                .filter(each -> Long.toString(each.id()).equals(id))
                .findFirst();
    }

    @Override
    public @Nullable Destination getAsObject(FacesContext context, UIComponent component, @Nullable String id) {
        return byId(id).orElse(null);
    }

    @Override
    public String getAsString(FacesContext context, UIComponent component, @Nullable Destination destination) {
        return destination == null ? "" : Long.toString(destination.id());
    }
}
