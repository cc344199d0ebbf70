package org.openiep.web.signin;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import org.openiep.people.SignIn;

/** The "confirm secure session" step after the password (requirement A2), and the way out. */
@Named("secureSession")
@RequestScoped
public class ConfirmPage {

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    @EJB
    private SignIn signIn;

    /** What was typed at sign-in; empty where nobody has. */
    public String getEmail() {
        Visit visit = Visit.of(request);
        return visit == null ? "" : visit.email();
    }

    /** From now on the session counts, under a new id. */
    public void confirm() throws IOException {
        Visit visit = Visit.of(request);
        String target = "/login";
        if (visit != null) {
            HttpSession session = request.getSession();
            request.changeSessionId();
            visit.confirmedAt(clock.instant()).keepIn(session);
            Object next = session.getAttribute(SignInPage.NEXT);
            session.removeAttribute(SignInPage.NEXT);
            target = next instanceof String path ? path : "/home";
        }
        leaveTo(target);
    }

    /** Ends the session, confirmed or not. */
    public void signOut() throws IOException {
        Visit visit = Visit.of(request);
        if (visit != null) {
            signIn.signedOut(visit.principal());
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        leaveTo("/login");
    }

    private void leaveTo(String path) throws IOException {
        FacesContext.getCurrentInstance().getExternalContext().redirect(request.getContextPath() + path);
    }
}
