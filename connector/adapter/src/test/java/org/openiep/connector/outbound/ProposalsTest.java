package org.openiep.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.Link;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.connector.api.Remote;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.AssociateRequest;

@DisplayName("What is proposed to a destination")
class ProposalsTest {
    private static final ObjectKind LOSSY = new ObjectKind(Uids.MR_IMAGE, Uids.JPEG_BASELINE);

    private static List<ObjectKind> proposed(Set<ObjectKind> kinds) throws Exception {
        Remote remote = new Remote("127.0.0.1", 104, "NODE", "OPENIEP", Link.USUAL);
        List<ObjectKind> proposed = new ArrayList<>();
        Proposals.of(new DicomRequest(remote, new Purpose.Store(kinds, false)))
                .contexts()
                .forEach(context -> context.transferSyntaxes()
                        .forEach(encoding -> proposed.add(new ObjectKind(context.abstractSyntax(), encoding))));
        return proposed;
    }

    @Test
    @DisplayName(
            "I13: what may not be decompressed is proposed uncompressed too, so that a refusal can say what would do")
    void whatWouldDo() throws Exception {
        assertThat(proposed(Set.of(LOSSY)))
                .containsExactly(
                        LOSSY,
                        new ObjectKind(Uids.MR_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN),
                        new ObjectKind(Uids.MR_IMAGE, Uids.IMPLICIT_VR_LITTLE_ENDIAN));
    }

    @Test
    @DisplayName("As many kinds as an association carries leave no room for that, and each is proposed all the same")
    void full() throws Exception {
        Set<ObjectKind> kinds = new HashSet<>();
        for (int i = 0; i < AssociateRequest.MAX_CONTEXTS; i++) {
            kinds.add(new ObjectKind("1.2.840.10008.5.1.4.1.1.9999." + i, Uids.JPEG_BASELINE));
        }
        assertThat(proposed(kinds)).containsExactlyInAnyOrderElementsOf(kinds);
    }
}
