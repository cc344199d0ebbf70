package org.openiep.web.signin;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.HashSet;
import java.util.Set;
import org.openiep.people.Role;
import org.openiep.people.SignIn;
import org.openiep.people.SignInOutcome;

/** Asks the exchange's own people: e-mail address and password (requirement A1). */
@ApplicationScoped
public class ExchangeIdentityStore implements IdentityStore {

    @EJB
    private SignIn signIn;

    /** Called by the container's handler for this kind of credential. */
    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        SignInOutcome outcome = signIn.verify(credential.getCaller(), credential.getPasswordAsString());
        if (outcome instanceof SignInOutcome.SignedIn in) {
            return new CredentialValidationResult(in.principal(), groups(in.roles()));
        }
        return CredentialValidationResult.INVALID_RESULT;
    }

    private static Set<String> groups(Set<Role> roles) {
        Set<String> groups = new HashSet<>();
        groups.add(SignIn.STAFF);
        roles.forEach(role -> groups.add(role.name()));
        return groups;
    }
}
