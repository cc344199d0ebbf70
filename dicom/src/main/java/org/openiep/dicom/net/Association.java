package org.openiep.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An established association, of either side (PS3.8 section 7). Every method waits for the other side, at most the idle
 * time-out for each piece. After an {@link AssociationException} it is closed, and where the standard wants an A-ABORT,
 * that has been sent.
 */
public final class Association implements Closeable {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Wire wire;
    private final AssociationSettings settings;
    private final Negotiated negotiated;
    private final PduDecoder decoder;
    private final PdvReader reader;
    private final PdvWriter writer;
    private @Nullable Fragments current;
    private Meanwhile meanwhile = () -> {};

    private Association(Wire wire, PduDecoder decoder, AssociationSettings settings, Negotiated negotiated) {
        this.wire = wire;
        this.settings = settings;
        this.negotiated = negotiated;
        this.decoder = decoder;
        this.reader = new PdvReader(wire, decoder);
        this.writer = new PdvWriter(wire, negotiated.sendLimit());
        wire.waitAtMost(settings.idle());
    }

    /**
     * Asks for an association, as its requestor.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param request its maximum PDU length is replaced by that of the settings
     * @throws AssociationException unreachable, rejected, aborted, timed out, or not DICOM
     */
    public static Association open(String host, int port, AssociateRequest request, AssociationSettings settings)
            throws AssociationException {
        return open(
                new Wire(
                        Wire.connect(host, port, settings.connect()),
                        settings.tls().map(tls -> tls.client(host, port))),
                request,
                settings);
    }

    static Association open(Wire wire, AssociateRequest request, AssociationSettings settings)
            throws AssociationException {
        PduDecoder decoder = new PduDecoder(wire, settings.maxPduLength());
        Negotiated negotiated = new Negotiation(wire, decoder, settings).request(request);
        return new Association(wire, decoder, settings, negotiated);
    }

    /**
     * Answers somebody who has just connected, as the acceptor.
     *
     * @param channel connected; from now on ours, and closed when this fails
     * @throws AssociationException also when the policy rejected it (the requestor has been told then)
     */
    public static Association accept(SocketChannel channel, AssociationSettings settings, AcceptorPolicy policy)
            throws AssociationException {
        Wire wire = new Wire(channel, settings.tls().map(TlsSettings::server));
        PduDecoder decoder = new PduDecoder(wire, settings.maxPduLength());
        Negotiated negotiated = new Negotiation(wire, decoder, settings).answer(policy);
        return new Association(wire, decoder, settings, negotiated);
    }

    /** What the requestor asked for; where that was not we, only with the transfer syntaxes that we accepted. */
    public AssociateRequest request() {
        return negotiated.request();
    }

    /** What the acceptor answered. */
    public AssociateAccept answer() {
        return negotiated.answer();
    }

    /** The accepted presentation contexts, in the order they were proposed. */
    public Collection<PresentationContext> contexts() {
        return negotiated.contexts().values();
    }

    /** The accepted presentation context with this identifier. */
    public Optional<PresentationContext> context(int id) {
        return Optional.ofNullable(negotiated.contexts().get(id));
    }

    /** The first accepted context for this SOP class, in any transfer syntax. */
    public Optional<PresentationContext> accepted(String abstractSyntax) {
        return contexts().stream()
                .filter(c -> c.abstractSyntax().equals(abstractSyntax))
                .findFirst();
    }

    /** The accepted context for this SOP class in this transfer syntax. */
    public Optional<PresentationContext> accepted(String abstractSyntax, String transferSyntax) {
        return contexts().stream()
                .filter(c -> c.abstractSyntax().equals(abstractSyntax)
                        && c.transferSyntax().equals(transferSyntax))
                .findFirst();
    }

    /** May we ask for this service: are we its SCU, by default or by role selection (PS3.7 D.3.3.4)? */
    public boolean isUser(String sopClass) {
        return negotiated.isUser(sopClass);
    }

    /** May we be asked for this service: are we its SCP, by default or by role selection? */
    public boolean isProvider(String sopClass) {
        return negotiated.isProvider(sopClass);
    }

    /**
     * How many requests of ours may wait for their responses at once (PS3.7 D.3.3.3); 1 or more,
     * {@link Integer#MAX_VALUE} for any number.
     */
    public int window() {
        return negotiated.invokable();
    }

    /** How many requests of the other side may wait for our responses at once; 1 or more, as {@link #window}. */
    public int othersWindow() {
        return negotiated.performable();
    }

    /** The other side's IP address. */
    public InetAddress remoteAddress() throws AssociationException {
        return wire.remoteAddress();
    }

    /** The other side's certificate, which is trusted; none over plain TCP, or where none was shown. */
    public Optional<X509Certificate> remoteCertificate() {
        return wire.certificate();
    }

    /**
     * Sends a command, with its data set where it has one.
     *
     * @param command encoded command set
     * @param data encoded data set, or null
     * @throws IOException an {@link AssociationException}, or what the payload threw; closed either way
     */
    public void send(PresentationContext context, byte[] command, @Nullable Payload data) throws IOException {
        sending(() -> writer.message(context.id(), command, data));
    }

    /** Sends a command with a data set that is made meanwhile; otherwise like {@link #send}. */
    public void stream(PresentationContext context, byte[] command, StreamedData data) throws IOException {
        sending(() -> writer.message(context.id(), command, data));
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private void sending(Sending message) throws IOException {
        try {
            message.run();
        } catch (ConnectionLostException e) {
            throw ended(reasonGiven(e));
        } catch (AssociationException e) {
            throw ended(e);
        } catch (IOException | RuntimeException e) {
            abort(Abort.BY_USER);
            throw e;
        }
    }

    /** A peer that aborts while we write breaks the connection too; its A-ABORT may still be there to be read. */
    private AssociationException reasonGiven(ConnectionLostException broken) {
        try {
            wire.finishWithin(GRACE);
            if (decoder.next() instanceof Abort abort) {
                return new AssociationAbortedException(abort);
            }
        } catch (AssociationException e) {
            broken.addSuppressed(e);
        }
        return broken;
    }

    /**
     * Waits for the next command or data set; what was not read of the one before is skipped.
     *
     * @return empty when the other side released the association, which is then closed
     */
    public Optional<Fragments> receive() throws AssociationException {
        try {
            current = null;
            if (!reader.begin()) {
                wire.write(PduEncoder.encode(new Pdu.Release(true)));
                wire.closeGently(GRACE);
                return Optional.empty();
            }
            Fragments fragments = new Fragments(this, reader.contextId(), reader.isCommand());
            current = fragments;
            return Optional.of(fragments);
        } catch (AssociationException e) {
            throw ended(e);
        }
    }

    /** The next bytes for a stream, if it is still the current one. */
    ByteBuffer chunk(Fragments asking) throws AssociationException {
        if (asking != current) {
            return ByteBuffer.allocate(0);
        }
        meanwhile.run();
        try {
            return reader.chunk();
        } catch (AssociationException e) {
            throw ended(e);
        }
    }

    /** Something that may send, and receives nothing. */
    @FunctionalInterface
    public interface Meanwhile {
        void run() throws AssociationException;
    }

    /** From now on this is done before each read of a command or data set: a long one need not keep answers back. */
    public void meanwhile(Meanwhile work) {
        meanwhile = work;
    }

    /** Has the other side sent something that {@link #receive} would return or throw at once? */
    public boolean hasNews() {
        return wire.hasNews();
    }

    /**
     * Waits until {@link #hasNews}.
     *
     * @param patience how long at most
     * @return false when nothing came
     */
    public boolean awaitNews(Duration patience) throws AssociationException {
        try {
            return wire.awaitNews(patience);
        } catch (AssociationException e) {
            throw ended(e);
        }
    }

    /** Could it carry another message? An idle association on which anything arrived is on its way out. */
    public boolean isUsable() {
        return wire.isOpen() && !wire.hasNews();
    }

    /** Has neither side ended it yet? */
    public boolean isOpen() {
        return wire.isOpen();
    }

    /**
     * Ends the association in good order (PS3.8 7.2) and closes it. Messages that still come are dropped.
     *
     * @throws AssociationException when the other side does not confirm; it is closed nevertheless
     */
    public void release() throws AssociationException {
        try {
            wire.finishWithin(settings.negotiation());
            wire.write(PduEncoder.encode(new Pdu.Release(false)));
            if (!reader.skipToRelease().response()) {
                collide();
            }
            wire.closeGently(GRACE);
        } catch (AssociationException e) {
            throw ended(e);
        }
    }

    /** Both sides asked for the release at once: the requestor answers first (PS3.8 9.2.3, Sta9 to Sta12). */
    private void collide() throws AssociationException {
        if (negotiated.requestor()) {
            wire.write(PduEncoder.encode(new Pdu.Release(true)));
        }
        reader.skipToRelease();
        if (!negotiated.requestor()) {
            wire.write(PduEncoder.encode(new Pdu.Release(true)));
        }
    }

    /** Ends the association at once with an A-ABORT (PS3.8 7.3) and closes it. Never fails. */
    public void abort(Abort abort) {
        Negotiation.abort(wire, abort);
    }

    /**
     * Ends the connection at once, without a word. May come from any thread; one that waits in this association gets a
     * {@link ConnectionLostException}.
     */
    @Override
    public void close() {
        wire.close();
    }

    /**
     * For the layer above: the other side sent a message that is not DICOM, so it gets an A-ABORT.
     *
     * @param message what came and what should have come
     * @return to be thrown
     */
    public DicomProtocolException refuse(String message) {
        abort(Abort.BY_USER);
        return new DicomProtocolException(Abort.REASON_NOT_SPECIFIED, message);
    }

    private AssociationException ended(AssociationException e) {
        if (e instanceof DicomProtocolException protocol) {
            abort(Abort.byProvider(protocol.abortReason()));
        } else if (e instanceof AssociationTimeoutException) {
            abort(Abort.byProvider(Abort.REASON_NOT_SPECIFIED));
        } else {
            wire.close();
        }
        return e;
    }
}
