package org.openiep.dicom.convert;

import org.jspecify.annotations.Nullable;

/** One colour of a JPEG frame (T.81 B.2.2). */
final class JpegComponent {
    final int id;
    final int horizontal;
    final int vertical;
    final int quantisation;

    /** Columns and rows that carry something (T.81 A.1.1). */
    int width;

    int height;

    /** What is decoded, with columns and rows to whole blocks. */
    int stride;

    short[] samples = new short[0];

    @Nullable
    JpegHuffman dc;

    @Nullable
    JpegHuffman ac;

    int prediction;

    /** Has a scan been read that had it? */
    boolean decoded;

    JpegComponent(int id, int horizontal, int vertical, int quantisation) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantisation = quantisation;
    }
}
