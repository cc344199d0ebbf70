package org.openiep.connector.outbound;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.connector.encoding.Encodings;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.ContextAnswer;
import org.openiep.dicom.net.ProposedContext;

/** What is proposed for each purpose. */
final class Proposals {
    /** Encodings in which objects may come with C-GET, the likely ones first, each in a context of its own. */
    private static final List<List<String>> GET_ENCODINGS = List.of(
            List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN),
            List.of(Uids.JPEG_LOSSLESS_SV1),
            List.of(Uids.JPEG_2000_LOSSLESS),
            List.of(Uids.JPEG_LS_LOSSLESS),
            List.of(Uids.JPEG_BASELINE),
            List.of(Uids.RLE_LOSSLESS),
            List.of(Uids.JPEG_2000),
            List.of(Uids.JPEG_EXTENDED),
            List.of(Uids.JPEG_LS_NEAR_LOSSLESS),
            List.of(Uids.JPEG_LOSSLESS),
            List.of(Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN),
            List.of(Uids.MPEG4_HIGH_PROFILE),
            List.of(Uids.MPEG2_MAIN_PROFILE));

    /** What every node takes one of (PS3.5 10.1); rarer encodings are not worth their contexts. */
    private static final List<String> USUAL = List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN);

    private Proposals() {}

    /** The request to open an association with. */
    static AssociateRequest of(DicomRequest request) throws DicomFailure {
        Proposal proposal =
                new Proposal(request.remote().calledAeTitle(), request.remote().callingAeTitle());
        Purpose purpose = request.purpose();
        if (purpose instanceof Purpose.Find) {
            return proposal.service(Uids.STUDY_ROOT_FIND).request();
        }
        if (purpose instanceof Purpose.Move) {
            return proposal.service(Uids.STUDY_ROOT_MOVE).request();
        }
        if (purpose instanceof Purpose.Get get) {
            return get(proposal, get.sopClassUids());
        }
        if (purpose instanceof Purpose.Store store) {
            return store(proposal, store)
                    .window(request.remote().link().asyncWindow())
                    .request();
        }
        if (purpose instanceof Purpose.Commit) {
            return proposal.commitment().request();
        }
        if (purpose instanceof Purpose.Report) {
            return proposal.commitmentReport().request();
        }
        return proposal.service(Uids.VERIFICATION).request();
    }

    /**
     * Has the node accepted what the association is for? Which kinds of objects it takes is asked one by one, so an
     * association for them serves even where it takes none.
     */
    static boolean isServed(Association association, Purpose purpose) {
        if (purpose instanceof Purpose.Get) {
            return association.accepted(Uids.STUDY_ROOT_GET).isPresent();
        }
        return purpose instanceof Purpose.Store || !association.contexts().isEmpty();
    }

    /** Why no context of a SOP class was accepted; one that minds the encodings knows the class. */
    static KindRefusal.Cause refusal(Association association, String sopClass) {
        Set<Integer> proposed = association.request().contexts().stream()
                .filter(context -> context.abstractSyntax().equals(sopClass))
                .map(ProposedContext::id)
                .collect(Collectors.toSet());
        Set<ContextAnswer.Result> said = association.answer().contexts().stream()
                .filter(context -> proposed.contains(context.id()))
                .map(ContextAnswer::result)
                .collect(Collectors.toSet());
        if (said.contains(ContextAnswer.Result.TRANSFER_SYNTAXES_NOT_SUPPORTED)) {
            return KindRefusal.Cause.TRANSFER_SYNTAX;
        }
        return said.equals(Set.of(ContextAnswer.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED))
                ? KindRefusal.Cause.SOP_CLASS
                : KindRefusal.Cause.UNSAID;
    }

    /** As many encodings of each class as there is room for. */
    private static AssociateRequest get(Proposal proposal, Set<String> sopClasses) throws DicomFailure {
        proposal.service(Uids.STUDY_ROOT_GET);
        int room = AssociateRequest.MAX_CONTEXTS - 1;
        if (sopClasses.isEmpty() || sopClasses.size() > room) {
            throw tooMany(sopClasses.size());
        }
        int each = Math.min(GET_ENCODINGS.size(), room / sopClasses.size());
        for (String sopClass : sopClasses) {
            GET_ENCODINGS.subList(0, each).forEach(encodings -> proposal.receive(sopClass, encodings));
        }
        return proposal.request();
    }

    /**
     * Each kind as it is; then, as far as there is room, what it can be converted to, and last what it cannot be
     * converted to: who is told that a kind is not taken is told what would have been.
     */
    private static Proposal store(Proposal proposal, Purpose.Store store) throws DicomFailure {
        if (store.kinds().isEmpty() || store.kinds().size() > AssociateRequest.MAX_CONTEXTS) {
            throw tooMany(store.kinds().size());
        }
        store.kinds().forEach(kind -> proposal.storage(kind.sopClassUid(), kind.transferSyntaxUid()));
        Set<ObjectKind> others = new LinkedHashSet<>();
        for (ObjectKind kind : store.kinds()) {
            Encodings.offers(kind.transferSyntaxUid(), store.decompressesLossy()).stream()
                    .filter(USUAL::contains)
                    .forEach(encoding -> others.add(new ObjectKind(kind.sopClassUid(), encoding)));
        }
        for (ObjectKind kind : store.kinds()) {
            USUAL.forEach(encoding -> others.add(new ObjectKind(kind.sopClassUid(), encoding)));
        }
        others.removeAll(store.kinds());
        for (ObjectKind other : others) {
            if (!proposal.isFull()) {
                proposal.storage(other.sopClassUid(), other.transferSyntaxUid());
            }
        }
        return proposal;
    }

    private static DicomFailure tooMany(int kinds) {
        return new DicomFailure(
                DicomFailure.Reason.OURS,
                "One association carries 1 to " + AssociateRequest.MAX_CONTEXTS + " kinds of objects, not " + kinds
                        + ".");
    }
}
