package org.openiep.dicom.convert;

import java.util.Arrays;
import java.util.Optional;
import org.openiep.dicom.data.Uids;

/** The transfer syntaxes whose frames can be decompressed. */
enum Codec {
    RLE(Uids.RLE_LOSSLESS, false, ""),
    JPEG_BASELINE(Uids.JPEG_BASELINE, true, "ISO_10918_1"),
    JPEG_EXTENDED(Uids.JPEG_EXTENDED, true, "ISO_10918_1"),
    JPEG_LOSSLESS(Uids.JPEG_LOSSLESS, false, ""),
    JPEG_LOSSLESS_SV1(Uids.JPEG_LOSSLESS_SV1, false, ""),
    JPEG_LS(Uids.JPEG_LS_LOSSLESS, false, ""),
    JPEG_LS_NEAR_LOSSLESS(Uids.JPEG_LS_NEAR_LOSSLESS, true, "ISO_14495_1"),
    JPEG_2000_LOSSLESS(Uids.JPEG_2000_LOSSLESS, false, ""),
    JPEG_2000(Uids.JPEG_2000, true, "ISO_15444_1"),
    UNCOMPRESSED(Uids.ENCAPSULATED_UNCOMPRESSED, false, ""),
    DEFLATED_FRAMES(Uids.DEFLATED_IMAGE_FRAME, false, "");

    private static final String RGB = "RGB";

    private final String uid;
    private final boolean lossy;
    private final String lossyMethod;

    Codec(String uid, boolean lossy, String lossyMethod) {
        this.uid = uid;
        this.lossy = lossy;
        this.lossyMethod = lossyMethod;
    }

    static Optional<Codec> of(String transferSyntaxUid) {
        return Arrays.stream(values())
                .filter(codec -> codec.uid.equals(transferSyntaxUid))
                .findFirst();
    }

    String uid() {
        return uid;
    }

    /** May pixels have been changed when they were compressed? */
    boolean lossy() {
        return lossy;
    }

    /** Lossy Image Compression Method (0028,2114) (PS3.3 C.7.6.1.1.5.1). */
    String lossyMethod() {
        return lossyMethod;
    }

    /** Is a frame always one fragment (PS3.5 A.4.2, A.4.11, A.4.13)? */
    boolean oneFragmentPerFrame() {
        return this == RLE || this == UNCOMPRESSED || this == DEFLATED_FRAMES;
    }

    /** Does a fragment that begins so begin a frame? */
    boolean beginsFrame(byte[] start) {
        int first = (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
        return switch (this) {
            case JPEG_2000, JPEG_2000_LOSSLESS -> first == 0xFF4F;
            default -> first == 0xFFD8;
        };
    }

    /**
     * The fewest bytes that a frame can have, whatever it shows: memory is taken for the pixels only when there are as
     * many. JPEG 2000 needs next to none for an empty frame; its decoder has a bound of its own.
     */
    long leastBytes(FrameShape shape) {
        long pixels = shape.pixels();
        return switch (this) {
            case UNCOMPRESSED -> shape.bytes();
            // Two bytes stand for 128 at most.
            case RLE -> shape.bytes() / 64;
            // A bit for each sample.
            case JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 -> pixels / 8;
            // Two bits for each 64 samples of the colour that has most of them.
            case JPEG_BASELINE, JPEG_EXTENDED -> pixels / 256;
            // A bit for each run, which ends with its line.
            case JPEG_LS, JPEG_LS_NEAR_LOSSLESS -> shape.rows() / 8;
            // The best that deflate can do is some 1032 to 1.
            case DEFLATED_FRAMES -> shape.bytes() / 1100;
            case JPEG_2000, JPEG_2000_LOSSLESS -> 1;
        };
    }

    /** May decompressed pixels keep the order of colours that the header tells? The others are pixel by pixel. */
    boolean keepsPlanes() {
        return oneFragmentPerFrame();
    }

    /** Photometric Interpretation (0028,0004) of what is decompressed (PS3.5 8.2). */
    String photometric(String compressed, int samples) {
        if (samples != 3) {
            return compressed;
        }
        return switch (this) {
            case JPEG_BASELINE, JPEG_EXTENDED -> compressed.startsWith("YBR") ? RGB : compressed;
            case JPEG_2000, JPEG_2000_LOSSLESS ->
                compressed.equals("YBR_RCT") || compressed.equals("YBR_ICT") ? RGB : compressed;
            default -> compressed;
        };
    }

    FrameDecoder decoder(String compressedPhotometric, int samples) {
        return switch (this) {
            case RLE -> new RleDecoder();
            case JPEG_BASELINE, JPEG_EXTENDED ->
                new JpegDecoder(!photometric(compressedPhotometric, samples).equals(compressedPhotometric));
            case JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 -> new JpegDecoder(false);
            case JPEG_LS, JPEG_LS_NEAR_LOSSLESS -> new JpegLsDecoder();
            case JPEG_2000, JPEG_2000_LOSSLESS -> new Jpeg2000Decoder();
            case UNCOMPRESSED -> PlainDecoders::uncompressed;
            case DEFLATED_FRAMES -> PlainDecoders::deflated;
        };
    }
}
