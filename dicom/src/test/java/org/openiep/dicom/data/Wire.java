package org.openiep.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Bytes put together by hand, little endian unless told. */
final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean bigEndian;

    Wire bigEndian() {
        bigEndian = true;
        return this;
    }

    Wire littleEndian() {
        bigEndian = false;
        return this;
    }

    Wire tag(int tag) {
        return u16(tag >>> 16).u16(tag);
    }

    Wire u16(int value) {
        bytes.write(bigEndian ? value >>> 8 : value);
        bytes.write(bigEndian ? value : value >>> 8);
        return this;
    }

    Wire u32(long value) {
        int upper = (int) (value >>> 16);
        return bigEndian ? u16(upper).u16((int) value) : u16((int) value).u16(upper);
    }

    Wire text(String latin1) {
        bytes.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Wire raw(byte... raw) {
        bytes.writeBytes(raw);
        return this;
    }

    /** An element of the short explicit form. */
    Wire element(int tag, String vr, String latin1) {
        return tag(tag).text(vr).u16(latin1.length()).text(latin1);
    }

    /** Tag, VR and length of the long explicit form. */
    Wire longForm(int tag, String vr, long length) {
        return tag(tag).text(vr).u16(0).u32(length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes());
    }
}
