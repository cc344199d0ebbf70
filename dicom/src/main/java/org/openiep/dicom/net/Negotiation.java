package org.openiep.dicom.net;

import java.time.Duration;

/** The A-ASSOCIATE exchange of either side (PS3.8 7.1), all within the negotiation time-out. */
final class Negotiation {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Wire wire;
    private final PduDecoder decoder;
    private final AssociationSettings settings;

    Negotiation(Wire wire, PduDecoder decoder, AssociationSettings settings) {
        this.wire = wire;
        this.decoder = decoder;
        this.settings = settings;
        wire.finishWithin(settings.negotiation());
    }

    Negotiated request(AssociateRequest wanted) throws AssociationException {
        AssociateRequest request = new AssociateRequest(
                wanted.calledAeTitle(),
                wanted.callingAeTitle(),
                wanted.contexts(),
                wanted.user().withMaxPduLength(settings.maxPduLength()));
        try {
            wire.handshake();
            wire.write(PduEncoder.encode(request));
            Pdu pdu = decoder.next();
            if (pdu instanceof AssociateAccept accept) {
                return Negotiated.of(true, request, accept, accept.user(), settings);
            }
            if (pdu instanceof AssociateReject reject) {
                throw new AssociationRejectedException(
                        "The association was " + reject.words() + " (A-ASSOCIATE-RJ).", reject);
            }
            throw PduDecoder.unexpected(pdu, "A-ASSOCIATE-AC or A-ASSOCIATE-RJ");
        } catch (AssociationException e) {
            throw failed(e);
        }
    }

    Negotiated answer(AcceptorPolicy policy) throws AssociationException {
        try {
            wire.handshake();
            Pdu pdu = decoder.next();
            if (!(pdu instanceof AssociateRequest request)) {
                throw PduDecoder.unexpected(pdu, "A-ASSOCIATE-RQ");
            }
            AcceptorPolicy.Decision decision = policy.decide(request, wire.remoteAddress(), wire.certificate());
            if (decision instanceof AcceptorPolicy.Reject rejection) {
                throw new AssociationRejectedException(
                        "We " + rejection.reject().words() + ".", rejection.reject());
            }
            AssociateAccept accept = accept(request, (AcceptorPolicy.Accept) decision);
            Negotiated negotiated = Negotiated.of(false, request, accept, request.user(), settings);
            wire.write(PduEncoder.encode(accept));
            return negotiated.lean();
        } catch (AssociationRejectedException e) {
            reject(e.reject());
            throw e;
        } catch (AssociationException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            abort(wire, Abort.BY_USER);
            throw e;
        }
    }

    private AssociateAccept accept(AssociateRequest request, AcceptorPolicy.Accept decision) {
        UserInformation ours = UserInformation.of(settings.maxPduLength(), decision.window(), decision.roles());
        // Whoever names its user and waits for a yes gets it: access is decided by AE title, address and certificate.
        boolean identityTaken = request.user()
                .identity()
                .filter(i -> i.positiveResponseRequested() && i.hasEmptyResponse())
                .isPresent();
        return new AssociateAccept(
                request.calledAeTitle(),
                request.callingAeTitle(),
                decision.contexts(),
                ours.withIdentityTaken(identityTaken));
    }

    private AssociationException failed(AssociationException e) {
        if (e instanceof DicomProtocolException protocol) {
            abort(wire, Abort.byProvider(protocol.abortReason()));
        } else {
            // ARTIM expired, or the other side is done with us: PS3.8 9.2.3 closes the connection without a PDU.
            wire.close();
        }
        return e;
    }

    private void reject(AssociateReject reject) {
        say(wire, reject);
    }

    /** Sends an A-ABORT if that is still possible, and closes. */
    static void abort(Wire wire, Abort abort) {
        say(wire, abort);
    }

    private static void say(Wire wire, Pdu last) {
        if (!wire.isOpen()) {
            return;
        }
        try {
            wire.finishWithin(GRACE);
            wire.write(PduEncoder.encode(last));
            wire.closeGently(GRACE);
        } catch (AssociationException e) {
            wire.close();
        }
    }
}
