package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.openiep.dicom.data.DicomFormatException;

/** What is packed as PS3.5 annex G says is unpacked to what it was. */
class RleProperties {
    @Provide
    Arbitrary<FrameShape> shapes() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 40);
        return Combinators.combine(
                        sizes, sizes, Arbitraries.of(1, 3, 4), Arbitraries.of(1, 2), Arbitraries.of(true, false))
                .as((rows, columns, samples, bytes, planar) ->
                        new FrameShape(rows, columns, samples, bytes, 8 * bytes, planar && samples > 1));
    }

    @Property(tries = 300)
    void whatIsPackedIsUnpacked(
            @ForAll("shapes") FrameShape shape, @ForAll long seed, @ForAll @IntRange(max = 9) int noise)
            throws DicomFormatException {
        byte[] frame = frame(shape, new Random(seed), noise);
        byte[] out = new byte[frame.length];

        new RleDecoder().decode(packed(frame, shape), shape, out);

        assertThat(out).isEqualTo(frame);
    }

    /** Runs of equal bytes, and of others where there is noise. */
    private static byte[] frame(FrameShape shape, Random random, int noise) {
        byte[] frame = new byte[shape.bytes()];
        for (int i = 0; i < frame.length; i++) {
            boolean same = i >= 4 && random.nextInt(10) >= noise;
            frame[i] = same ? frame[i - 4] : (byte) random.nextInt();
        }
        return frame;
    }

    private static byte[] packed(byte[] frame, FrameShape shape) {
        int segments = shape.samples() * shape.bytesPerSample();
        ByteBuffer header =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putInt(segments);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int sample = 0; sample < shape.samples(); sample++) {
            for (int higher = shape.bytesPerSample() - 1; higher >= 0; higher--) {
                header.putInt(64 + body.size());
                pack(plane(frame, shape, sample, higher), body);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.array());
        all.writeBytes(body.toByteArray());
        return all.toByteArray();
    }

    private static byte[] plane(byte[] frame, FrameShape shape, int sample, int byteOfSample) {
        byte[] plane = new byte[shape.pixels()];
        for (int pixel = 0; pixel < plane.length; pixel++) {
            plane[pixel] = frame[shape.offset(pixel, sample) + byteOfSample];
        }
        return plane;
    }

    /** A run of 2 to 128 equal bytes, or 1 to 128 bytes as they are; here and there the code that means nothing. */
    private static void pack(byte[] plane, ByteArrayOutputStream out) {
        int at = 0;
        while (at < plane.length) {
            int run = 1;
            while (run < 128 && at + run < plane.length && plane[at + run] == plane[at]) {
                run++;
            }
            if (run > 1) {
                out.write(1 - run);
                out.write(plane[at]);
            } else {
                out.write(0);
                out.write(plane[at]);
                out.write(-128);
            }
            at += run;
        }
        if (out.size() % 2 != 0) {
            out.write(0);
        }
    }
}
