package org.openiep.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import org.openiep.people.Role;

/** The services on a real database, with two hospitals of their own for each test, and some who work there. */
abstract class TwoHospitals {
    private static final AtomicInteger COUNT = new AtomicInteger();

    final int run = COUNT.incrementAndGet();
    final Desk desk = new Desk();
    final long sender = desk.institution("Leicester " + run, false);
    final long receiver = desk.institution("Nottingham " + run, false);
    final long source = desk.node(sender, "SRC" + run, true);
    final long clinician = desk.person(sender, "ann", Role.CLINICIAN);
    final long colleague = desk.person(sender, "bea", Role.CLINICIAN);
    final long senderTeam = desk.person(sender, "cem", Role.PACS_TEAM);
    final long receiverTeam = desk.person(receiver, "dan", Role.PACS_TEAM);

    TwoHospitals() {
        desk.node(receiver, "DST" + run, false);
    }

    TransferDraft draft() {
        TransferDraft draft = new TransferDraft();
        draft.toInstitution = receiver;
        draft.sourceNode = source;
        return draft;
    }

    String created() {
        return desk.as(clinician, s -> s.transactions().create(draft().transfer()));
    }

    TransactionDetails details(long user, String reference) {
        return desk.as(user, s -> s.transactions().details(reference));
    }

    long id(String reference) {
        return desk.moved.stream()
                .filter(move -> move.reference().equals(reference))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
