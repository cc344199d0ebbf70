package org.openiep.dicom.net;

/**
 * Who the requestor says its user is (PS3.7 D.3.3.7). Secrets, tickets and assertions are not kept.
 *
 * @param type 1 user name, 2 user name and passcode, 3 Kerberos ticket, 4 SAML assertion, 5 JSON web token
 * @param positiveResponseRequested does the requestor want to hear that the identity was taken?
 * @param userName with types 1 and 2, else empty
 */
public record UserIdentity(int type, boolean positiveResponseRequested, String userName) {
    static final int USER_NAME = 1;
    static final int USER_NAME_AND_PASSCODE = 2;

    /** Has the positive response to it no content? That to a ticket, an assertion or a token would have to prove something. */
    boolean hasEmptyResponse() {
        return type == USER_NAME || type == USER_NAME_AND_PASSCODE;
    }
}
