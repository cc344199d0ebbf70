package org.openiep.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Tells the container who calls. Pages: the confirmed {@link Visit} of the session. The API: HTTP Basic with every
 * request (RFC 7617) and never a session, so that no page of another site can use a person's cookie there.
 */
@ApplicationScoped
public class ExchangeAuthentication implements HttpAuthenticationMechanism {

    private static final System.Logger LOG = System.getLogger(ExchangeAuthentication.class.getName());

    private static final String API = "/api/";
    private static final String NOT_CHECKED = ExchangeAuthentication.class.getName() + ".notChecked";

    @Inject
    private IdentityStoreHandler identities;

    @Inject
    private Clock clock;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        return isApi(request) ? program(request, context) : person(request, context);
    }

    /** By the address as it was sent: nothing is decoded twice. */
    static boolean isApi(HttpServletRequest request) {
        return request.getRequestURI()
                .substring(request.getContextPath().length())
                .startsWith(API);
    }

    private AuthenticationStatus person(HttpServletRequest request, HttpMessageContext context) {
        Visit visit = Visit.of(request);
        if (visit == null || !visit.confirmed() || visit.idleAt(clock.instant())) {
            return context.doNothing();
        }
        return context.notifyContainerAboutLogin(visit.principal(), visit.groups());
    }

    /** Whom it does not know goes on as nobody, and is refused by {@link Gate} in the API's own words. */
    private AuthenticationStatus program(HttpServletRequest request, HttpMessageContext context) {
        UsernamePasswordCredential credential = basic(request.getHeader("Authorization"));
        if (credential != null) {
            try {
                CredentialValidationResult result = identities.validate(credential);
                if (result.getStatus() == Status.VALID) {
                    return context.notifyContainerAboutLogin(result.getCallerPrincipal(), result.getCallerGroups());
                }
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "The password of an API client could not be checked.", e);
                request.setAttribute(NOT_CHECKED, true);
            }
        }
        return context.doNothing();
    }

    /** Could the password that came with this request not be checked, right or wrong? */
    static boolean isNotChecked(HttpServletRequest request) {
        return request.getAttribute(NOT_CHECKED) != null;
    }

    static @Nullable UsernamePasswordCredential basic(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? null
                    : new UsernamePasswordCredential(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
