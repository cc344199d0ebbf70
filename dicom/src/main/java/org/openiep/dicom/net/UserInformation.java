package org.openiep.dicom.net;

import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.Uids;

/**
 * What both sides tell of themselves (PS3.8 9.3.2.3, PS3.7 Annex D). SOP class extended and common extended negotiation
 * are tolerated when they come and not kept.
 *
 * @param maxPduLength longest P-DATA-TF that the speaker takes, in bytes after the PDU's length field; 0 for any
 * @param implementationClassUid UID, empty when not given
 * @param implementationVersionName up to 16 characters, empty when not given
 * @param asyncWindow {@link AsyncWindow#SYNCHRONOUS} when not given
 * @param roles role selections
 * @param identity the requestor's user, if it names one
 * @param identityTaken from an acceptor: the positive response to an identity
 */
public record UserInformation(
        long maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        AsyncWindow asyncWindow,
        List<RoleSelection> roles,
        Optional<UserIdentity> identity,
        boolean identityTaken) {
    public UserInformation {
        roles = List.copyOf(roles);
    }

    /** Without an identity. */
    public UserInformation(
            long maxPduLength,
            String implementationClassUid,
            String implementationVersionName,
            AsyncWindow asyncWindow,
            List<RoleSelection> roles) {
        this(
                maxPduLength,
                implementationClassUid,
                implementationVersionName,
                asyncWindow,
                roles,
                Optional.empty(),
                false);
    }

    /** A synchronous speaker in its default roles. */
    public static UserInformation of(long maxPduLength) {
        return of(maxPduLength, AsyncWindow.SYNCHRONOUS, List.of());
    }

    /** This product, with a window and roles. */
    public static UserInformation of(long maxPduLength, AsyncWindow window, List<RoleSelection> roles) {
        return new UserInformation(
                maxPduLength, Uids.IMPLEMENTATION_CLASS, Uids.IMPLEMENTATION_VERSION_NAME, window, roles);
    }

    /** The same with another maximum PDU length. */
    UserInformation withMaxPduLength(long bytes) {
        return new UserInformation(
                bytes, implementationClassUid, implementationVersionName, asyncWindow, roles, identity, identityTaken);
    }

    /** The same with or without the positive response to an identity. */
    UserInformation withIdentityTaken(boolean taken) {
        return new UserInformation(
                maxPduLength, implementationClassUid, implementationVersionName, asyncWindow, roles, identity, taken);
    }

    /** The role selection for a class, if there is one. */
    Optional<RoleSelection> role(String sopClassUid) {
        return roles.stream().filter(r -> r.sopClassUid().equals(sopClassUid)).findFirst();
    }
}
