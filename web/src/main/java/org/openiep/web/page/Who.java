package org.openiep.web.page;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openiep.people.People;
import org.openiep.people.Permission;
import org.openiep.people.PersonView;
import org.openiep.web.words.Words;

/** The signed-in person for the header (requirement A4) and the menu (A5, A6). */
@Named("who")
@RequestScoped
public class Who {

    /**
     * An entry of the menu.
     *
     * @param page first part of its path
     */
    public record Entry(String page, String label) {

        public String getPage() {
            return page;
        }

        public String getLabel() {
            return label;
        }
    }

    @EJB
    private People people;

    private PersonView me;

    @PostConstruct
    void find() {
        me = people.me();
    }

    public long getInstitution() {
        return me.institution();
    }

    public long getId() {
        return me.id();
    }

    public String getInstitutionName() {
        return me.institutionName();
    }

    public String getName() {
        return me.displayName();
    }

    public String getRoles() {
        return me.roles().stream().sorted().map(Words::of).collect(Collectors.joining(", "));
    }

    public String getInitials() {
        return initial(me.firstName()) + initial(me.lastName());
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, 1);
    }

    /** Home, Create, Admin, Reports, Help: those that the roles allow. */
    public List<Entry> getMenu() {
        List<Entry> menu = new ArrayList<>();
        menu.add(new Entry("home", "Home"));
        if (isMayCreate()) {
            menu.add(new Entry("create", "Create"));
        }
        if (me.may(Permission.SEE_ADMINISTRATION)) {
            menu.add(new Entry("admin", "Admin"));
        }
        if (me.may(Permission.SEE_REPORTS)) {
            menu.add(new Entry("reports", "Reports"));
        }
        menu.add(new Entry("help", "Help"));
        return menu;
    }

    public boolean isMayCreate() {
        return me.may(Permission.CREATE_TRANSFER);
    }

    public boolean isMayEdit() {
        return me.may(Permission.EDIT_OWN_INSTITUTION);
    }

    public boolean isMayEditEvery() {
        return me.may(Permission.EDIT_EVERY_INSTITUTION);
    }

    public boolean isMayTest() {
        return me.may(Permission.TEST_NODES);
    }
}
