package org.openiep.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openiep.dicom.data.Uids;

/** The synthetic objects that are sent: uncompressed, explicit VR little endian, 12 bits of noise in 16. */
enum ObjectShape {
    /** 512 x 512 x 16 bit, some 525 KB. */
    CT(Uids.CT_IMAGE, "CT", 512, 1),
    /** 256 x 256 x 16 bit, some 132 KB. */
    MR(Uids.MR_IMAGE, "MR", 256, 1),
    /** 64 x 64 x 16 bit, some 9 KB: for a server to take as many as it can. */
    SMALL(Uids.MR_IMAGE, "MR", 64, 1),
    /** One object of 400 frames of 512 x 512 x 16 bit, some 210 MB. */
    MULTI_FRAME(Uids.ENHANCED_CT_IMAGE, "CT", 512, 400);

    /** What of the pixels is drawn anew; the rest repeats it. Even. */
    static final int DRAWN = 512 * 512 * 2;

    private final String sopClassUid;
    private final String modality;
    private final int size;
    private final int frames;

    ObjectShape(String sopClassUid, String modality, int size, int frames) {
        this.sopClassUid = sopClassUid;
        this.modality = modality;
        this.size = size;
        this.frames = frames;
    }

    String sopClassUid() {
        return sopClassUid;
    }

    String modality() {
        return modality;
    }

    /** Rows, and columns. */
    int size() {
        return size;
    }

    int frames() {
        return frames;
    }

    /** Length of the pixel data in bytes. */
    int pixelBytes() {
        return size * size * 2 * frames;
    }

    /** In words, for tables. */
    String words() {
        return this == MULTI_FRAME ? "multi-frame 210 MB" : name();
    }

    /**
     * Pixels in pieces, the same at every call. What repeats lies in memory once, so that it costs the machine that is
     * measured neither memory nor the time to fill it.
     *
     * @param longest of each piece but the last, at most {@link #DRAWN}
     */
    List<ByteBuffer> pixels(int longest) {
        byte[] drawn = new byte[Math.min(DRAWN, pixelBytes())];
        new Random(size).nextBytes(drawn);
        for (int i = 1; i < drawn.length; i += 2) {
            drawn[i] &= 0x0F;
        }
        ByteBuffer twice =
                ByteBuffer.allocateDirect(2 * drawn.length).put(drawn).put(drawn);
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int from = 0; from < pixelBytes(); from += longest) {
            pieces.add(twice.slice(from % drawn.length, Math.min(longest, pixelBytes() - from)));
        }
        return pieces;
    }
}
