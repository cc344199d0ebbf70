package org.openiep.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.dimse.MoveOriginator;

/**
 * C-STORE requests as finished PDUs (PS3.8 9.3.5): of each object the command and the header in a PDU of its own, and
 * the pixels in PDUs that all objects of a shape share.
 */
final class StoreMessages {
    private static final int PDU_HEADER = 6;
    private static final int PDV_HEADER = 6;
    private static final int CONTEXT = 1;

    private static final Map<Pixels, ByteBuffer> PIXELS = new ConcurrentHashMap<>();

    private record Pixels(ObjectShape shape, int maxPdu) {}

    private StoreMessages() {}

    /** The first PDU of each object of a study. */
    static List<ByteBuffer> beginnings(Study study, Optional<MoveOriginator> originator) {
        List<ByteBuffer> beginnings = new ArrayList<>();
        for (Study.Image image : study.images()) {
            byte[] command = command(study.shape(), image, beginnings.size() + 1, originator);
            ByteBuffer header = image.header().duplicate();
            int length = 2 * PDV_HEADER + command.length + header.remaining();
            ByteBuffer pdu = ByteBuffer.allocateDirect(PDU_HEADER + length);
            pdu.putShort((short) 0x0400).putInt(length);
            pdu.putInt(command.length + 2).put((byte) CONTEXT).put((byte) 3).put(command);
            pdu.putInt(header.remaining() + 2).put((byte) CONTEXT).put((byte) 0).put(header);
            beginnings.add(pdu.flip());
        }
        return beginnings;
    }

    private static byte[] command(
            ObjectShape shape, Study.Image image, int messageId, Optional<MoveOriginator> originator) {
        DataSet command = new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, shape.sopClassUid())
                .putInt(Tag.COMMAND_FIELD, 0x0001)
                .putInt(Tag.MESSAGE_ID, messageId & 0xFFFF)
                .putInt(Tag.PRIORITY, 0)
                .putInt(Tag.COMMAND_DATA_SET_TYPE, 0)
                .put(Tag.AFFECTED_SOP_INSTANCE_UID, image.sopInstanceUid());
        originator.ifPresent(move -> command.put(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE, move.aeTitle())
                .putInt(Tag.MOVE_ORIGINATOR_MESSAGE_ID, move.messageId()));
        return Study.encode(command, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    /**
     * The PDUs that end each object of a shape.
     *
     * @param maxPdu longest PDU after its header, even
     */
    static ByteBuffer pixels(ObjectShape shape, int maxPdu) {
        return PIXELS.computeIfAbsent(new Pixels(shape, maxPdu), StoreMessages::cut)
                .duplicate();
    }

    private static ByteBuffer cut(Pixels wanted) {
        ByteBuffer pixels = wanted.shape().pixels();
        int piece = wanted.maxPdu() - PDV_HEADER;
        int pieces = (pixels.remaining() + piece - 1) / piece;
        ByteBuffer pdus = ByteBuffer.allocateDirect(pixels.remaining() + pieces * (PDU_HEADER + PDV_HEADER));
        while (pixels.hasRemaining()) {
            int n = Math.min(piece, pixels.remaining());
            boolean last = n == pixels.remaining();
            pdus.putShort((short) 0x0400).putInt(n + PDV_HEADER);
            pdus.putInt(n + 2).put((byte) CONTEXT).put((byte) (last ? 2 : 0));
            pdus.put(pixels.slice(pixels.position(), n));
            pixels.position(pixels.position() + n);
        }
        return pdus.flip();
    }
}
