package org.openiep.dicom.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.openiep.dicom.data.Uids;

/**
 * Reads PDUs from the wire: all of each, but for P-DATA-TF, of which it reads the header.
 *
 * <pre>
 *  0      1      2                           6
 * +------+------+---------------------------+--------------- - -
 * | type |  0   | length (32 bit, big endian) | length bytes         PS3.8 9.3.1
 * +------+------+---------------------------+--------------- - -
 * </pre>
 */
final class PduDecoder {
    static final int HEADER = 6;

    /** What a TLS record begins with (RFC 8446 5.1). */
    private static final int TLS_ALERT = 0x15;

    private static final int TLS_HANDSHAKE = 0x16;

    /** 128 contexts with 40 transfer syntaxes of usual length each would fit. */
    static final int MAX_ASSOCIATE_LENGTH = 256 * 1024;

    /** The standard has about 60; what a requestor proposes beyond in one context is not looked at. */
    private static final int MAX_TRANSFER_SYNTAXES = 64;

    private final Wire wire;
    private final int maxDataLength;

    /**
     * @param maxDataLength longest P-DATA-TF that we offered to take
     */
    PduDecoder(Wire wire, int maxDataLength) {
        this.wire = wire;
        this.maxDataLength = maxDataLength;
    }

    /** Waits for the next PDU. */
    Pdu next() throws AssociationException {
        wire.need(HEADER);
        ByteBuffer in = wire.in();
        int type = in.get() & 0xFF;
        in.get();
        long length = in.getInt() & 0xFFFF_FFFFL;
        return switch (type) {
            case PduType.ASSOCIATE_RQ -> request(body(type, length));
            case PduType.ASSOCIATE_AC -> accept(body(type, length));
            case PduType.ASSOCIATE_RJ -> reject(four(type, length));
            case PduType.P_DATA_TF -> data(length);
            case PduType.RELEASE_RQ -> release(four(type, length), false);
            case PduType.RELEASE_RP -> release(four(type, length), true);
            case PduType.ABORT -> abort(four(type, length));
            default -> throw noPdu(type);
        };
    }

    private static DicomProtocolException noPdu(int type) {
        boolean tls = type == TLS_ALERT || type == TLS_HANDSHAKE;
        return new DicomProtocolException(
                Abort.UNRECOGNISED_PDU,
                "There is no " + PduType.name(type) + " in DICOM"
                        + (tls ? "; the other side speaks TLS, and we do not on this connection." : "."));
    }

    /** What to throw when a PDU comes that is not due: an A-ABORT always may. */
    static AssociationException unexpected(Pdu pdu, String due) {
        return pdu instanceof Abort abort
                ? new AssociationAbortedException(abort)
                : new DicomProtocolException(Abort.UNEXPECTED_PDU, name(pdu) + " came where " + due + " was due.");
    }

    private static String name(Pdu pdu) {
        if (pdu instanceof Pdu.Release release) {
            return PduType.name(release.response() ? PduType.RELEASE_RP : PduType.RELEASE_RQ);
        }
        if (pdu instanceof Pdu.Data) {
            return PduType.name(PduType.P_DATA_TF);
        }
        if (pdu instanceof AssociateReject) {
            return PduType.name(PduType.ASSOCIATE_RJ);
        }
        return PduType.name(pdu instanceof AssociateRequest ? PduType.ASSOCIATE_RQ : PduType.ASSOCIATE_AC);
    }

    private Pdu data(long length) throws DicomProtocolException {
        if (length > maxDataLength) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE,
                    "A P-DATA-TF of " + length + " bytes came; we offered to take " + maxDataLength + ".");
        }
        return new Pdu.Data((int) length);
    }

    /** A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT have four bytes each. */
    private ItemReader four(int type, long length) throws AssociationException {
        if (length != 4) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE, PduType.name(type) + " of " + length + " bytes; it has 4.");
        }
        return body(type, length);
    }

    private ItemReader body(int type, long length) throws AssociationException {
        if (length > MAX_ASSOCIATE_LENGTH) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE,
                    PduType.name(type) + " of " + length + " bytes; we read " + MAX_ASSOCIATE_LENGTH + " at most.");
        }
        wire.growTo((int) length);
        wire.need((int) length);
        ByteBuffer in = wire.in();
        ByteBuffer body = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return new ItemReader(PduType.name(type), body);
    }

    // PS3.8 9.3.2 and 9.3.3, after the header:
    //   0         2     4                  20                  36           68
    //  +---------+-----+------------------+-------------------+------------+------- - -
    //  | version |  0  | called AE title  | calling AE title  | reserved   | items
    //  +---------+-----+------------------+-------------------+------------+------- - -
    // Each item:
    //  +------+---+--------------+------- - -
    //  | type | 0 | length (16)  | value
    //  +------+---+--------------+------- - -

    private static Pdu request(ItemReader in) throws AssociationException {
        int version = in.u16();
        in.skip(2);
        String called = in.text(16);
        String calling = in.text(16);
        in.skip(32);
        String applicationContext = "";
        List<ProposedContext> contexts = new ArrayList<>();
        UserInformation user = UserInformationReader.NOTHING;
        while (in.nextItem()) {
            switch (in.type()) {
                case PduType.APPLICATION_CONTEXT -> applicationContext = in.itemUid();
                case PduType.PROPOSED_CONTEXT -> {
                    bound(contexts.size());
                    contexts.add(proposed(in.item("Presentation context of A-ASSOCIATE-RQ")));
                }
                case PduType.USER_INFORMATION ->
                    user = UserInformationReader.read(in.item("User information of A-ASSOCIATE-RQ"));
                default -> in.skipItem();
            }
        }
        if ((version & 1) == 0) {
            throw rejected(AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!applicationContext.equals(Uids.APPLICATION_CONTEXT)) {
            throw rejected(AssociateReject.APPLICATION_CONTEXT_NOT_SUPPORTED);
        }
        check(contexts);
        return new AssociateRequest(called, calling, contexts, user);
    }

    private static AssociationRejectedException rejected(AssociateReject reject) {
        return new AssociationRejectedException("The association was " + reject.words() + ".", reject);
    }

    private static void bound(int contexts) throws DicomProtocolException {
        if (contexts == AssociateRequest.MAX_CONTEXTS) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE,
                    "More than " + AssociateRequest.MAX_CONTEXTS + " presentation contexts came.");
        }
    }

    private static void check(List<ProposedContext> contexts) throws DicomProtocolException {
        boolean[] seen = new boolean[256];
        for (ProposedContext context : contexts) {
            if (context.id() % 2 == 0 || seen[context.id()]) {
                throw new DicomProtocolException(
                        Abort.INVALID_PARAMETER_VALUE,
                        "A-ASSOCIATE-RQ: presentation context " + context.id() + " is "
                                + (seen[context.id()] ? "proposed twice." : "even; identifiers are odd."));
            }
            seen[context.id()] = true;
        }
    }

    // PS3.8 9.3.2.2:  | id | 0 | 0 | 0 | item 30H abstract syntax | items 40H transfer syntaxes
    private static ProposedContext proposed(ItemReader in) throws DicomProtocolException {
        int id = in.u8();
        in.skip(3);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (in.nextItem()) {
            switch (in.type()) {
                case PduType.ABSTRACT_SYNTAX -> abstractSyntax = in.itemUid();
                case PduType.TRANSFER_SYNTAX -> {
                    String uid = in.itemUid();
                    if (transferSyntaxes.size() < MAX_TRANSFER_SYNTAXES) {
                        transferSyntaxes.add(uid);
                    }
                }
                default -> in.skipItem();
            }
        }
        return new ProposedContext(id, abstractSyntax, transferSyntaxes);
    }

    private static Pdu accept(ItemReader in) throws AssociationException {
        in.skip(4);
        String called = in.text(16);
        String calling = in.text(16);
        in.skip(32);
        List<ContextAnswer> contexts = new ArrayList<>();
        UserInformation user = UserInformationReader.NOTHING;
        while (in.nextItem()) {
            switch (in.type()) {
                case PduType.ANSWERED_CONTEXT -> {
                    bound(contexts.size());
                    contexts.add(answered(in.item("Presentation context of A-ASSOCIATE-AC")));
                }
                case PduType.USER_INFORMATION ->
                    user = UserInformationReader.read(in.item("User information of A-ASSOCIATE-AC"));
                default -> in.skipItem();
            }
        }
        return new AssociateAccept(called, calling, contexts, user);
    }

    // PS3.8 9.3.3.2:  | id | 0 | result | 0 | item 40H transfer syntax (without meaning unless accepted)
    private static ContextAnswer answered(ItemReader in) throws DicomProtocolException {
        int id = in.u8();
        in.skip(1);
        int result = in.u8();
        in.skip(1);
        String transferSyntax = "";
        while (in.nextItem()) {
            if (in.type() == PduType.TRANSFER_SYNTAX) {
                transferSyntax = in.itemUid();
            } else {
                in.skipItem();
            }
        }
        ContextAnswer.Result verdict = ContextAnswer.Result.of(result)
                .orElseThrow(() -> new DicomProtocolException(
                        Abort.INVALID_PARAMETER_VALUE,
                        "A-ASSOCIATE-AC: result " + result + " of presentation context " + id + "; 0 to 4 exist."));
        return new ContextAnswer(id, verdict, transferSyntax);
    }

    // PS3.8 9.3.4:  | 0 | result | source | reason |
    private static Pdu reject(ItemReader in) throws DicomProtocolException {
        in.skip(1);
        return new AssociateReject(in.u8(), in.u8(), in.u8());
    }

    // PS3.8 9.3.6, 9.3.7:  | 0 | 0 | 0 | 0 |
    private static Pdu release(ItemReader in, boolean response) throws DicomProtocolException {
        in.skip(4);
        return new Pdu.Release(response);
    }

    // PS3.8 9.3.8:  | 0 | 0 | source | reason |
    private static Pdu abort(ItemReader in) throws DicomProtocolException {
        in.skip(2);
        return new Abort(in.u8(), in.u8());
    }
}
