package org.openiep.people;

import jakarta.ejb.Stateless;

/** Sign-in with e-mail address and password (requirement A1). Needs no caller. */
@Stateless
public class SignIn {
    /** The container group that every signed-in person has besides the own roles' names. */
    public static final String STAFF = "STAFF";

    /** Checks an e-mail address and password; every outcome is audited. */
    public SignInOutcome verify(String email, String password) {
        throw new UnsupportedOperationException();
    }

    /** The person with that principal has signed out. */
    public void signedOut(String principal) {
        throw new UnsupportedOperationException();
    }
}
