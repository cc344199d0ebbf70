package org.openiep.dicom.net;

import java.util.List;
import org.openiep.dicom.data.Uids;

/**
 * What both sides tell of themselves (PS3.8 9.3.2.3, PS3.7 Annex D). Extended negotiation and user identity are
 * tolerated when they come and not kept.
 *
 * @param maxPduLength longest P-DATA-TF that the speaker takes, in bytes after the PDU's length field; 0 for any
 * @param implementationClassUid UID, empty when not given
 * @param implementationVersionName up to 16 characters, empty when not given
 * @param asyncWindow {@link AsyncWindow#SYNCHRONOUS} when not given
 * @param roles role selections
 */
public record UserInformation(
        long maxPduLength,
        String implementationClassUid,
        String implementationVersionName,
        AsyncWindow asyncWindow,
        List<RoleSelection> roles) {
    public UserInformation {
        roles = List.copyOf(roles);
    }

    /** A synchronous speaker in its default roles. */
    public static UserInformation of(long maxPduLength) {
        return new UserInformation(
                maxPduLength,
                Uids.IMPLEMENTATION_CLASS,
                Uids.IMPLEMENTATION_VERSION_NAME,
                AsyncWindow.SYNCHRONOUS,
                List.of());
    }
}
