package org.openiep.dicom.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openiep.dicom.data.Uids;

/** Writes every PDU but P-DATA-TF, each into a buffer of its own. The layouts are drawn in {@link PduDecoder}. */
final class PduEncoder {
    private static final int PROTOCOL_VERSION_1 = 1;

    private ByteBuffer out = ByteBuffer.allocate(4096);

    private PduEncoder() {}

    static ByteBuffer encode(Pdu pdu) {
        PduEncoder encoder = new PduEncoder();
        if (pdu instanceof AssociateRequest request) {
            encoder.request(request);
        } else if (pdu instanceof AssociateAccept accept) {
            encoder.accept(accept);
        } else if (pdu instanceof AssociateReject reject) {
            encoder.four(PduType.ASSOCIATE_RJ, 0, reject.result(), reject.source(), reject.reason());
        } else if (pdu instanceof Abort abort) {
            encoder.four(PduType.ABORT, 0, 0, abort.source(), abort.reason());
        } else if (pdu instanceof Pdu.Release release) {
            encoder.four(release.response() ? PduType.RELEASE_RP : PduType.RELEASE_RQ, 0, 0, 0, 0);
        } else {
            throw new IllegalArgumentException("P-DATA-TF is written by PdvWriter.");
        }
        return encoder.out.flip();
    }

    private void request(AssociateRequest request) {
        int pdu = openPdu(PduType.ASSOCIATE_RQ);
        titles(request.calledAeTitle(), request.callingAeTitle());
        for (ProposedContext context : request.contexts()) {
            int item = openItem(PduType.PROPOSED_CONTEXT);
            bytes(context.id(), 0, 0, 0);
            text(PduType.ABSTRACT_SYNTAX, context.abstractSyntax());
            for (String transferSyntax : context.transferSyntaxes()) {
                text(PduType.TRANSFER_SYNTAX, transferSyntax);
            }
            closeItem(item);
        }
        user(request.user());
        closePdu(pdu);
    }

    private void accept(AssociateAccept accept) {
        int pdu = openPdu(PduType.ASSOCIATE_AC);
        titles(accept.calledAeTitle(), accept.callingAeTitle());
        for (ContextAnswer context : accept.contexts()) {
            int item = openItem(PduType.ANSWERED_CONTEXT);
            bytes(context.id(), 0, context.result().code(), 0);
            text(PduType.TRANSFER_SYNTAX, context.transferSyntax());
            closeItem(item);
        }
        user(accept.user());
        closePdu(pdu);
    }

    private void titles(String called, String calling) {
        short16(PROTOCOL_VERSION_1);
        short16(0);
        title(called);
        title(calling);
        room(32);
        out.position(out.position() + 32);
        text(PduType.APPLICATION_CONTEXT, Uids.APPLICATION_CONTEXT);
    }

    private void title(String title) {
        byte[] ascii = title.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > 16) {
            throw new IllegalArgumentException("An AE title has at most 16 characters.");
        }
        room(16);
        out.put(ascii);
        for (int i = ascii.length; i < 16; i++) {
            out.put((byte) ' ');
        }
    }

    private void user(UserInformation user) {
        int item = openItem(PduType.USER_INFORMATION);
        int length = openItem(PduType.MAXIMUM_LENGTH);
        room(4);
        out.putInt((int) user.maxPduLength());
        closeItem(length);
        text(PduType.IMPLEMENTATION_CLASS_UID, user.implementationClassUid());
        if (!user.asyncWindow().equals(AsyncWindow.SYNCHRONOUS)) {
            int window = openItem(PduType.ASYNC_WINDOW);
            short16(user.asyncWindow().invoked());
            short16(user.asyncWindow().performed());
            closeItem(window);
        }
        for (RoleSelection role : user.roles()) {
            role(role);
        }
        if (!user.implementationVersionName().isEmpty()) {
            text(PduType.IMPLEMENTATION_VERSION_NAME, user.implementationVersionName());
        }
        user.identity().ifPresent(this::identity);
        if (user.identityTaken()) {
            int response = openItem(PduType.USER_IDENTITY_RESPONSE);
            short16(0);
            closeItem(response);
        }
        closeItem(item);
    }

    private void role(RoleSelection role) {
        int item = openItem(PduType.ROLE_SELECTION);
        byte[] uid = role.sopClassUid().getBytes(StandardCharsets.US_ASCII);
        short16(uid.length);
        room(uid.length);
        out.put(uid);
        bytes(role.scu() ? 1 : 0, role.scp() ? 1 : 0);
        closeItem(item);
    }

    private void identity(UserIdentity identity) {
        int item = openItem(PduType.USER_IDENTITY);
        byte[] name = identity.userName().getBytes(StandardCharsets.UTF_8);
        bytes(identity.type(), identity.positiveResponseRequested() ? 1 : 0);
        short16(name.length);
        room(name.length);
        out.put(name);
        short16(0);
        closeItem(item);
    }

    private void four(int type, int... body) {
        int pdu = openPdu(type);
        bytes(body);
        closePdu(pdu);
    }

    private void text(int type, String text) {
        int item = openItem(type);
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        room(ascii.length);
        out.put(ascii);
        closeItem(item);
    }

    /** Begins a PDU whose 4-byte length comes with {@link #closePdu}. */
    private int openPdu(int type) {
        bytes(type, 0, 0, 0, 0, 0);
        return out.position();
    }

    private void closePdu(int start) {
        out.putInt(start - 4, out.position() - start);
    }

    /** Begins an item whose 2-byte length comes with {@link #closeItem}. */
    private int openItem(int type) {
        bytes(type, 0, 0, 0);
        return out.position();
    }

    private void closeItem(int start) {
        int length = out.position() - start;
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("An item of " + length + " bytes does not fit into an A-ASSOCIATE PDU.");
        }
        out.putShort(start - 2, (short) length);
    }

    private void bytes(int... values) {
        room(values.length);
        for (int value : values) {
            out.put((byte) value);
        }
    }

    private void short16(int value) {
        room(2);
        out.putShort((short) value);
    }

    private void room(int n) {
        if (out.remaining() < n) {
            out = ByteBuffer.allocate(2 * out.capacity() + n).put(out.flip());
        }
    }
}
