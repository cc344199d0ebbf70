package org.openiep.dicom.net;

import java.util.ArrayList;
import java.util.List;

/** Reads the user information item; what it does not know, it skips. */
final class UserInformationReader {
    /** What holds for a speaker that tells nothing of itself. */
    static final UserInformation NOTHING = new UserInformation(0, "", "", AsyncWindow.SYNCHRONOUS, List.of());

    private UserInformationReader() {}

    static UserInformation read(ItemReader in) throws DicomProtocolException {
        long maxPduLength = 0;
        String implementation = "";
        String version = "";
        AsyncWindow window = AsyncWindow.SYNCHRONOUS;
        List<RoleSelection> roles = new ArrayList<>();
        while (in.hasMore()) {
            int type = in.u8();
            in.skip(1);
            ItemReader item = in.part("User information sub-item " + String.format("%02XH", type), in.u16());
            switch (type) {
                case PduType.MAXIMUM_LENGTH -> maxPduLength = item.u32();
                case PduType.IMPLEMENTATION_CLASS_UID -> implementation = item.text();
                case PduType.IMPLEMENTATION_VERSION_NAME -> version = item.text();
                case PduType.ASYNC_WINDOW -> window = new AsyncWindow(item.u16(), item.u16());
                case PduType.ROLE_SELECTION -> roles.add(role(item));
                default -> {
                    // Extended negotiation (56H, 57H), user identity (58H, 59H) and whatever comes later ask nothing
                    // of us that an acceptor has to answer.
                }
            }
        }
        return new UserInformation(maxPduLength, implementation, version, window, roles);
    }

    // PS3.7 D.3.3.4:  | UID length (16) | SOP class UID | SCU role | SCP role |
    private static RoleSelection role(ItemReader item) throws DicomProtocolException {
        String sopClass = item.text(item.u16());
        return new RoleSelection(sopClass, item.u8() == 1, item.u8() == 1);
    }
}
