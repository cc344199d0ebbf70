package org.openiep.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StoreRequest;
import org.openiep.dicom.file.FileMetaInformation;
import org.openiep.dicom.net.Fragments;

/** Writes each object as a Part 10 file, in pieces as large as they come, and forces nothing to disk. */
final class FileSink implements Sink {
    private static final int BUFFER = 256 * 1024;

    private final Path folder;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));

    FileSink(Path folder) {
        this.folder = folder;
    }

    @Override
    public Response take(StoreRequest request, Fragments dataSet) throws IOException {
        Path file = folder.resolve(request.sopInstanceUid() + ".dcm");
        ByteArrayOutputStream meta = new ByteArrayOutputStream(512);
        FileMetaInformation.of(
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        request.context().transferSyntax())
                .write(meta);
        ByteBuffer buffer = buffers.get().clear().put(meta.toByteArray());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer chunk = dataSet.nextChunk();
            while (chunk.hasRemaining()) {
                boolean large = chunk.remaining() >= BUFFER / 2;
                if (large || chunk.remaining() > buffer.remaining()) {
                    drain(buffer.flip(), channel);
                    buffer.clear();
                }
                if (large) {
                    drain(chunk, channel);
                } else {
                    buffer.put(chunk);
                }
                chunk = dataSet.nextChunk();
            }
            drain(buffer.flip(), channel);
        }
        return Response.of(Status.SUCCESS);
    }

    private static void drain(ByteBuffer bytes, FileChannel channel) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
