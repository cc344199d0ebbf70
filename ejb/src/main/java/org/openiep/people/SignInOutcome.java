package org.openiep.people;

import java.util.Set;

/** What came of a sign-in. */
public sealed interface SignInOutcome {
    /**
     * Come in.
     *
     * @param principal the container's caller name: the user's id in decimal, which survives a change of name or e-mail
     * @param roles the person's roles; the container's groups are their names and {@link SignIn#STAFF}
     */
    record SignedIn(String principal, Set<Role> roles) implements SignInOutcome {
        public SignedIn {
            roles = Set.copyOf(roles);
        }
    }

    /** No. The same for unknown user, wrong password, locked and inactive, so that nothing can be learnt from it. */
    record Refused() implements SignInOutcome {
        /** What the page says, whatever the reason was. */
        public static final String MESSAGE = "The e-mail address or the password is wrong, or the account is locked."
                + " Try again, or ask your administrator.";
    }
}
