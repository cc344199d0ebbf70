package org.openiep.exchange;

import static org.openiep.exchange.Status.ACCEPTED;
import static org.openiep.exchange.Status.CANCELLED;
import static org.openiep.exchange.Status.DECLINED;
import static org.openiep.exchange.Status.DELIVERED;
import static org.openiep.exchange.Status.DOWNLOADING;
import static org.openiep.exchange.Status.DOWNLOAD_REQUESTED;
import static org.openiep.exchange.Status.FAILED;
import static org.openiep.exchange.Status.FIXED_UP;
import static org.openiep.exchange.Status.NEEDS_DETAILS;
import static org.openiep.exchange.Status.NEW;
import static org.openiep.exchange.Status.ON_IEP;
import static org.openiep.exchange.Status.PURGED;
import static org.openiep.exchange.Status.UPLOADING;

import java.util.EnumSet;
import java.util.Set;

/** The one table of which status may follow which (requirements G1 to G10). */
public final class Moves {
    private Moves() {}

    /** Where a transaction can go from there; empty when it is over. */
    public static Set<Status> from(Status status) {
        return switch (status) {
            // What is uploaded from a disk need not be collected (D14).
            case NEW -> EnumSet.of(ACCEPTED, UPLOADING, NEEDS_DETAILS, DECLINED, CANCELLED);
            case ACCEPTED -> EnumSet.of(UPLOADING, FAILED, NEEDS_DETAILS, DECLINED, CANCELLED);
            case NEEDS_DETAILS -> EnumSet.of(NEW, DECLINED, CANCELLED);
            case UPLOADING -> EnumSet.of(ON_IEP, FAILED);
            case ON_IEP -> EnumSet.of(DOWNLOAD_REQUESTED, PURGED);
            case DOWNLOAD_REQUESTED -> EnumSet.of(DOWNLOADING, FAILED, PURGED);
            case DOWNLOADING -> EnumSet.of(DELIVERED, FAILED, PURGED);
            // Late images of Direct Routing follow what was delivered (I11).
            case DELIVERED -> EnumSet.of(FIXED_UP, DOWNLOAD_REQUESTED, PURGED);
            case FIXED_UP -> EnumSet.of(DOWNLOAD_REQUESTED, PURGED);
            case FAILED -> EnumSet.of(ACCEPTED, DOWNLOAD_REQUESTED, PURGED);
            case DECLINED, CANCELLED, PURGED -> EnumSet.noneOf(Status.class);
        };
    }

    /** May that step be taken? */
    public static boolean allowed(Status from, Status to) {
        return from(from).contains(to);
    }

    /** Every status of which {@link #finished(Status)} is true. */
    static Set<Status> finished() {
        return EnumSet.of(DELIVERED, FIXED_UP, DECLINED, CANCELLED, PURGED);
    }

    /** Nothing moves any more, and nothing waits for a job: blue light need not stand first in the list. */
    public static boolean finished(Status status) {
        return finished().contains(status);
    }
}
