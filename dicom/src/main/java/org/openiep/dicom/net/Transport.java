package org.openiep.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Bytes in and out of a connection, plain or secure. Nothing here waits. */
interface Transport {
    /** For {@link #handshake}: it is through. */
    int READY = 0;

    /**
     * Goes on with what comes before the first byte of the application.
     *
     * @return {@link #READY}, or what to wait for before the next call: a {@link java.nio.channels.SelectionKey}
     *     operation
     */
    int handshake() throws IOException;

    /** Reads what there is: the number of bytes, 0 when more has to arrive first, -1 at the end. */
    int read(ByteBuffer in) throws IOException;

    /** Writes what can be written now; true when all is with the operating system. */
    boolean write(ByteBuffer out) throws IOException;

    /** Can {@link #write(FileChannel, long, long)} be used? */
    default boolean takesFiles() {
        return false;
    }

    /**
     * Writes from a file what can be written now, without a copy in our memory.
     *
     * @return bytes that are with the operating system
     */
    default long write(FileChannel file, long from, long count) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Says that nothing more will be written. */
    void finish() throws IOException;

    /** The other side's certificate, if it has shown one that is trusted. */
    Optional<X509Certificate> certificate();
}
