package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/**
 * Refuses codestreams in whose packet headers the library would read for ever: it takes two bytes FF in a row, which
 * packets never have (ISO 15444-1 B.10.1), for ones without end, and so the end of headers that are packed elsewhere.
 */
final class Jpeg2000Packets {
    private static final int START_OF_TILE = 0xFF90;
    private static final int START_OF_DATA = 0xFF93;
    private static final int END = 0xFFD9;
    private static final int PACKED_HEADERS_MAIN = 0xFF60;
    private static final int PACKED_HEADERS_TILE = 0xFF61;
    private static final int TILE_SEGMENT = 12;

    private final byte[] data;

    private Jpeg2000Packets(byte[] data) {
        this.data = data;
    }

    /** @param data a codestream, from its first marker on */
    static void check(byte[] data) throws DicomFormatException {
        new Jpeg2000Packets(data).check();
    }

    private void check() throws DicomFormatException {
        int tile = segmentsUntil(START_OF_TILE, 2);
        while (tile < data.length && number16(tile) == START_OF_TILE) {
            int packets = segmentsUntil(START_OF_DATA, tile + TILE_SEGMENT) + 2;
            int end = endOfTile(tile);
            if (end < packets) {
                throw new DicomFormatException("A tile of a JPEG 2000 frame ends before it begins");
            }
            checkPackets(packets, end);
            tile = end;
        }
        if (tile < data.length && number16(tile) != END) {
            checkPackets(tile, data.length);
        }
    }

    /** Where the marker is, from a place on where marker segments are; the end of the data when it is nowhere. */
    private int segmentsUntil(int marker, int from) throws DicomFormatException {
        int at = from;
        while (at + 4 <= data.length && number16(at) != marker) {
            int found = number16(at);
            if (found == PACKED_HEADERS_MAIN || found == PACKED_HEADERS_TILE) {
                throw new DicomFormatException("JPEG 2000 with packed packet headers");
            }
            at += 2 + number16(at + 2);
        }
        return at + 2 <= data.length && number16(at) == marker ? at : data.length;
    }

    /** 0 for the length says that it is the last. */
    private int endOfTile(int tile) {
        if (tile + TILE_SEGMENT > data.length) {
            return data.length;
        }
        long length = Integer.toUnsignedLong(number16(tile + 6) << 16 | number16(tile + 8));
        return length == 0 ? data.length : (int) Math.min(data.length, tile + length);
    }

    private void checkPackets(int from, int end) throws DicomFormatException {
        for (int at = from; at + 1 < end; at++) {
            if (data[at] == -1 && data[at + 1] == -1) {
                throw new DicomFormatException("A JPEG 2000 frame has bytes in its packets that no encoder writes");
            }
        }
    }

    private int number16(int at) {
        return at + 2 > data.length ? 0 : (data[at] & 0xFF) << 8 | (data[at + 1] & 0xFF);
    }
}
