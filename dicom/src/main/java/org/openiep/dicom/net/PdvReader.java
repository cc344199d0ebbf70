package org.openiep.dicom.net;

import java.nio.ByteBuffer;

/**
 * Takes P-DATA-TF PDUs apart as they arrive.
 *
 * <pre>
 *  0            4    5         6
 * +------------+----+---------+--------- - -
 * | PDV length | id | control | fragment (PDV length - 2 bytes)       PS3.8 9.3.5.1, Annex E
 * +------------+----+---------+--------- - -
 * control: bit 0 command (else data set), bit 1 last fragment
 * </pre>
 */
final class PdvReader {
    private static final int PDV_HEADER = 6;

    /** No larger than what one read of a socket brings in practice. */
    private static final int LARGEST_BUFFER = 256 * 1024 + PduDecoder.HEADER;

    private final Wire wire;
    private final PduDecoder decoder;
    private int pduLeft;
    private int pdvLeft;
    private int contextId;
    private boolean command;
    private boolean last = true;

    PdvReader(Wire wire, PduDecoder decoder) {
        this.wire = wire;
        this.decoder = decoder;
    }

    int contextId() {
        return contextId;
    }

    boolean isCommand() {
        return command;
    }

    /**
     * Waits for the first fragment of a command or data set; what was left of the one before is skipped.
     *
     * @return false when A-RELEASE-RQ came instead
     */
    boolean begin() throws AssociationException {
        while (pdvLeft > 0 || !last) {
            chunk();
        }
        wire.beginPiece();
        if (!nextPdu(true)) {
            return false;
        }
        // The wait for a message to begin does not count against the message.
        wire.beginPiece();
        header();
        return true;
    }

    /**
     * The next piece of the current command or data set, as it lies in the read buffer and valid until the next call;
     * empty at the end.
     */
    ByteBuffer chunk() throws AssociationException {
        while (pdvLeft == 0) {
            if (last) {
                return ByteBuffer.allocate(0);
            }
            follow();
        }
        wire.need(1);
        ByteBuffer in = wire.in();
        int n = Math.min(pdvLeft, in.remaining());
        ByteBuffer chunk = in.slice(in.position(), n);
        in.position(in.position() + n);
        pdvLeft -= n;
        pduLeft -= n;
        return chunk;
    }

    private void follow() throws AssociationException {
        int id = contextId;
        boolean kind = command;
        nextPdu(false);
        header();
        if (contextId != id || command != kind) {
            throw new DicomProtocolException(
                    Abort.UNEXPECTED_PARAMETER,
                    "A fragment of a " + name(command) + " in context " + contextId + " came inside a " + name(kind)
                            + " in context " + id + ".");
        }
    }

    private static String name(boolean command) {
        return command ? "command" : "data set";
    }

    private boolean nextPdu(boolean mayRelease) throws AssociationException {
        while (pduLeft == 0) {
            Pdu pdu = decoder.next();
            if (pdu instanceof Pdu.Data data) {
                pduLeft = data.length();
                wire.growTo(Math.min(LARGEST_BUFFER, pduLeft + PduDecoder.HEADER));
            } else if (pdu instanceof Pdu.Release release && !release.response() && mayRelease) {
                return false;
            } else {
                throw PduDecoder.unexpected(pdu, mayRelease ? "a message" : "a fragment");
            }
        }
        return true;
    }

    /** Passes over all data up to an A-RELEASE-RQ or A-RELEASE-RP. */
    Pdu.Release skipToRelease() throws AssociationException {
        while (true) {
            while (pduLeft > 0) {
                wire.need(1);
                int n = Math.min(pduLeft, wire.in().remaining());
                wire.in().position(wire.in().position() + n);
                pduLeft -= n;
            }
            Pdu pdu = decoder.next();
            if (pdu instanceof Pdu.Data data) {
                pduLeft = data.length();
            } else if (pdu instanceof Pdu.Release release) {
                return release;
            } else {
                throw PduDecoder.unexpected(pdu, "A-RELEASE-RP");
            }
        }
    }

    private void header() throws AssociationException {
        if (pduLeft < PDV_HEADER) {
            throw malformed(pduLeft + " bytes are left of the P-DATA-TF, too few for a presentation data value");
        }
        wire.need(PDV_HEADER);
        ByteBuffer in = wire.in();
        long length = in.getInt() & 0xFFFF_FFFFL;
        contextId = in.get() & 0xFF;
        int control = in.get() & 0xFF;
        pduLeft -= PDV_HEADER;
        if (length < 2 || length - 2 > pduLeft) {
            throw malformed("A presentation data value of " + length + " bytes came with " + (pduLeft + 2)
                    + " left of its P-DATA-TF");
        }
        pdvLeft = (int) length - 2;
        command = (control & 1) != 0;
        last = (control & 2) != 0;
    }

    private static DicomProtocolException malformed(String what) {
        return new DicomProtocolException(Abort.INVALID_PARAMETER_VALUE, what + ".");
    }
}
