package org.openiep.dicom.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.openiep.dicom.data.Uids;

/** Walks over a piece of an A-ASSOCIATE PDU and never past its end. */
final class ItemReader {
    private final String where;
    private final ByteBuffer bytes;
    private int type;
    private int length;

    /**
     * @param where named in refusals
     * @param bytes the piece, from position to limit
     */
    ItemReader(String where, ByteBuffer bytes) {
        this.where = where;
        this.bytes = bytes;
    }

    /** Goes to the next item and past its header, unless there is none. */
    boolean nextItem() throws DicomProtocolException {
        if (!bytes.hasRemaining()) {
            return false;
        }
        type = u8();
        skip(1);
        length = u16();
        return true;
    }

    /** The item's type, as {@link PduType} has them. */
    int type() {
        return type;
    }

    /** The item's value as a UID. */
    String itemUid() throws DicomProtocolException {
        return uid(length);
    }

    /** The item's value as a reader of its own. */
    ItemReader item(String name) throws DicomProtocolException {
        ByteBuffer value = need(length).slice(bytes.position(), length);
        skip(length);
        return new ItemReader(name, value);
    }

    /** Passes over the item's value. */
    void skipItem() throws DicomProtocolException {
        skip(length);
    }

    int u8() throws DicomProtocolException {
        return need(1).get() & 0xFF;
    }

    int u16() throws DicomProtocolException {
        return need(2).getShort() & 0xFFFF;
    }

    long u32() throws DicomProtocolException {
        return need(4).getInt() & 0xFFFF_FFFFL;
    }

    void skip(int n) throws DicomProtocolException {
        need(n).position(bytes.position() + n);
    }

    /** The next {@code n} bytes as text without padding; anything that is not printable ASCII becomes '?'. */
    String text(int n) throws DicomProtocolException {
        byte[] text = new byte[n];
        need(n).get(text);
        int end = text.length;
        while (end > 0 && (text[end - 1] == 0 || text[end - 1] == ' ')) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (text[i] < 0x20 || text[i] > 0x7E) {
                text[i] = '?';
            }
        }
        return new String(text, 0, end, StandardCharsets.US_ASCII).strip();
    }

    /** All that is left, as text. */
    String text() throws DicomProtocolException {
        return text(bytes.remaining());
    }

    /** The next {@code n} bytes as a UID; of one that is too long to be any, no more is held than shows that. */
    String uid(int n) throws DicomProtocolException {
        String uid = text(n);
        return uid.length() > Uids.MAX_LENGTH ? uid.substring(0, Uids.MAX_LENGTH + 1) : uid;
    }

    private ByteBuffer need(int n) throws DicomProtocolException {
        if (bytes.remaining() < n) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE,
                    where + ": " + n + " bytes announced at offset " + bytes.position() + ", " + bytes.remaining()
                            + " left.");
        }
        return bytes;
    }
}
