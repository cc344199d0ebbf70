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

    private static final Map<Pixels, List<ByteBuffer>> PIXELS = new ConcurrentHashMap<>();

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
     * @return buffers that are sent one behind the other; for a small object a single one
     */
    static List<ByteBuffer> pixels(ObjectShape shape, int maxPdu) {
        return PIXELS.computeIfAbsent(new Pixels(shape, maxPdu), StoreMessages::cut);
    }

    private static List<ByteBuffer> cut(Pixels wanted) {
        ObjectShape shape = wanted.shape();
        List<ByteBuffer> pieces = shape.pixels(wanted.maxPdu() - PDV_HEADER);
        List<ByteBuffer> pdus = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            int n = pieces.get(i).remaining();
            boolean last = i == pieces.size() - 1;
            pdus.add(ByteBuffer.allocateDirect(PDU_HEADER + PDV_HEADER)
                    .putShort((short) 0x0400)
                    .putInt(n + PDV_HEADER)
                    .putInt(n + 2)
                    .put((byte) CONTEXT)
                    .put((byte) (last ? 2 : 0))
                    .flip());
            pdus.add(pieces.get(i));
        }
        return shape.pixelBytes() <= ObjectShape.DRAWN ? List.of(joined(pdus)) : pdus;
    }

    private static ByteBuffer joined(List<ByteBuffer> parts) {
        ByteBuffer whole = ByteBuffer.allocateDirect(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> whole.put(part.duplicate()));
        return whole.flip();
    }
}
