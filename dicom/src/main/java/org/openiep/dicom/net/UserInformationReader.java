package org.openiep.dicom.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the user information item; what it does not know, it skips. */
final class UserInformationReader {
    /** What holds for a speaker that tells nothing of itself. */
    static final UserInformation NOTHING = new UserInformation(0, "", "", AsyncWindow.SYNCHRONOUS, List.of());

    /** One for each presentation context is the most that makes sense. */
    private static final int MAX_ROLES = AssociateRequest.MAX_CONTEXTS;

    private UserInformationReader() {}

    static UserInformation read(ItemReader in) throws DicomProtocolException {
        long maxPduLength = 0;
        String implementation = "";
        String version = "";
        AsyncWindow window = AsyncWindow.SYNCHRONOUS;
        List<RoleSelection> roles = new ArrayList<>();
        Optional<UserIdentity> identity = Optional.empty();
        boolean taken = false;
        while (in.nextItem()) {
            ItemReader item = in.item("User information sub-item " + String.format("%02XH", in.type()));
            switch (in.type()) {
                case PduType.MAXIMUM_LENGTH -> maxPduLength = item.u32();
                case PduType.IMPLEMENTATION_CLASS_UID -> implementation = item.text();
                case PduType.IMPLEMENTATION_VERSION_NAME -> version = item.text();
                case PduType.ASYNC_WINDOW -> window = new AsyncWindow(item.u16(), item.u16());
                case PduType.ROLE_SELECTION -> add(roles, role(item));
                case PduType.USER_IDENTITY -> identity = identity(item);
                case PduType.USER_IDENTITY_RESPONSE -> taken = true;
                default -> {
                    // Extended negotiation (56H, 57H) and whatever comes later ask nothing of us that has to be
                    // answered.
                }
            }
        }
        return new UserInformation(maxPduLength, implementation, version, window, roles, identity, taken);
    }

    private static void add(List<RoleSelection> roles, RoleSelection role) throws DicomProtocolException {
        if (roles.size() == MAX_ROLES) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE, "More than " + MAX_ROLES + " role selections came.");
        }
        roles.add(role);
    }

    // PS3.7 D.3.3.4:  | UID length (16) | SOP class UID | SCU role | SCP role |
    private static RoleSelection role(ItemReader item) throws DicomProtocolException {
        String sopClass = item.uid(item.u16());
        return new RoleSelection(sopClass, item.u8() == 1, item.u8() == 1);
    }

    // PS3.7 D.3.3.7.1:  | type | positive response requested | length (16) | primary | length (16) | secondary |
    private static Optional<UserIdentity> identity(ItemReader item) {
        try {
            int type = item.u8();
            boolean wantsAnswer = item.u8() == 1;
            boolean named = type == UserIdentity.USER_NAME || type == UserIdentity.USER_NAME_AND_PASSCODE;
            return Optional.of(new UserIdentity(type, wantsAnswer, named ? item.text(item.u16()) : ""));
        } catch (DicomProtocolException e) {
            // Nothing depends on an identity, so one that cannot be read is no reason to refuse the association.
            return Optional.empty();
        }
    }
}
