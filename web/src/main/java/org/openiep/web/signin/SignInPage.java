package org.openiep.web.signin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import org.openiep.people.SignInOutcome;

/** The sign-in page (requirement A1). */
@Named("signIn")
@RequestScoped
public class SignInPage {

    static final String NEXT = "org.openiep.web.next";

    @Inject
    private IdentityStoreHandler identities;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    private String email = "";
    private String password = "";
    private String next = "";
    private String problem = "";
    private boolean expired;

    /** Checks the password and leads to the confirmation; the session gets a new id, so that none can be planted. */
    public String submit() {
        CredentialValidationResult result = email.isBlank() || password.isEmpty()
                ? CredentialValidationResult.INVALID_RESULT
                : identities.validate(new UsernamePasswordCredential(email.strip(), password));
        password = "";
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            problem = SignInOutcome.Refused.MESSAGE;
            return "";
        }
        Instant now = clock.instant();
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(NEXT, safe(next));
        new Visit(result.getCallerPrincipal().getName(), result.getCallerGroups(), email.strip(), now, now, false)
                .keepIn(session);
        return "/confirm.xhtml?faces-redirect=true";
    }

    /** Only a path of this site, or an address in a mail could send people elsewhere after sign-in. */
    static String safe(String target) {
        return target.matches("/[A-Za-z0-9][A-Za-z0-9/._?=&%-]*") && !target.contains("..") ? target : "/home";
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getNext() {
        return next;
    }

    public void setNext(String next) {
        this.next = next;
    }

    public boolean isExpired() {
        return expired;
    }

    public void setExpired(boolean expired) {
        this.expired = expired;
    }

    public String getProblem() {
        return problem;
    }
}
