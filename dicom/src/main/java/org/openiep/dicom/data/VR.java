package org.openiep.dicom.data;

import java.util.Optional;

/** Value representations (PS3.5 6.2). */
public enum VR {
    AE(Kind.TEXT, 1),
    AS(Kind.TEXT, 1),
    AT(Kind.TAG, 2),
    CS(Kind.TEXT, 1),
    DA(Kind.TEXT, 1),
    DS(Kind.TEXT, 1),
    DT(Kind.TEXT, 1),
    FD(Kind.FLOAT, 8),
    FL(Kind.FLOAT, 4),
    IS(Kind.TEXT, 1),
    LO(Kind.LOCAL_TEXT, 1),
    LT(Kind.LOCAL_TEXT, 1),
    OB(Kind.BYTES, 1),
    OD(Kind.BYTES, 8),
    OF(Kind.BYTES, 4),
    OL(Kind.BYTES, 4),
    OV(Kind.BYTES, 8),
    OW(Kind.BYTES, 2),
    PN(Kind.LOCAL_TEXT, 1),
    SH(Kind.LOCAL_TEXT, 1),
    SL(Kind.SIGNED, 4),
    SQ(Kind.SEQUENCE, 1),
    SS(Kind.SIGNED, 2),
    ST(Kind.LOCAL_TEXT, 1),
    SV(Kind.SIGNED, 8),
    TM(Kind.TEXT, 1),
    UC(Kind.LOCAL_TEXT, 1),
    UI(Kind.TEXT, 1),
    UL(Kind.UNSIGNED, 4),
    UN(Kind.BYTES, 1),
    UR(Kind.TEXT, 1),
    US(Kind.UNSIGNED, 2),
    UT(Kind.LOCAL_TEXT, 1),
    UV(Kind.UNSIGNED, 8);

    /** What the bytes of a value are. */
    public enum Kind {
        /** Characters of the default repertoire. */
        TEXT,
        /** Characters of the data set's Specific Character Set (0008,0005). */
        LOCAL_TEXT,
        /** Binary integers, two's complement. */
        SIGNED,
        /** Binary integers, not negative. */
        UNSIGNED,
        /** IEEE 754 numbers. */
        FLOAT,
        /** Pairs of group and element. */
        TAG,
        /** Anything, in words of {@link VR#wordLength()} bytes. */
        BYTES,
        /** Items. */
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_CODE[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    private final int wordLength;

    VR(Kind kind, int wordLength) {
        this.kind = kind;
        this.wordLength = wordLength;
    }

    /** The VR of two characters as they stand in an explicit encoding; empty when the standard has none of that name. */
    public static Optional<VR> of(int first, int second) {
        if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
            return Optional.empty();
        }
        return Optional.ofNullable(BY_CODE[index(first, second)]);
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    public Kind kind() {
        return kind;
    }

    /** Bytes that change places between little and big endian: 1, 2, 4 or 8. */
    public int wordLength() {
        return wordLength;
    }

    /** Does the explicit encoding use two reserved bytes and a 32-bit length (PS3.5 7.1.2)? */
    public boolean longForm() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** What makes an odd value even: a space for text, a null for identifiers and bytes (PS3.5 6.2). */
    public byte padding() {
        return isText() && this != UI ? (byte) ' ' : 0;
    }

    /** Is a value made of characters? */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.LOCAL_TEXT;
    }

    /** May an element hold several values, apart by a backslash? Not so for the long texts (PS3.5 6.4). */
    public boolean isMultiple() {
        return switch (this) {
            case LT, ST, UT, UR -> false;
            default -> true;
        };
    }

    /** Do spaces before a value carry no meaning either (PS3.5 table 6.2-1)? */
    boolean ignoresLeadingSpaces() {
        return switch (this) {
            case AE, CS, DS, IS, LO, SH, UI, PN -> true;
            default -> false;
        };
    }
}
