package org.openiep.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** TCP as it is. */
record PlainTransport(SocketChannel channel) implements Transport {
    @Override
    public int handshake() {
        return READY;
    }

    @Override
    public int read(ByteBuffer in) throws IOException {
        return channel.read(in);
    }

    @Override
    public boolean write(ByteBuffer out) throws IOException {
        channel.write(out);
        return !out.hasRemaining();
    }

    @Override
    public boolean takesFiles() {
        return true;
    }

    @Override
    public long write(FileChannel file, long from, long count) throws IOException {
        return file.transferTo(from, count, channel);
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }
}
