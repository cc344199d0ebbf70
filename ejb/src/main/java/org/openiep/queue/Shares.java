package org.openiep.queue;

import java.time.Instant;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.JobRows.Share;

/** How much each institution may have running at once, by the policies in force (requirement H1). */
public final class Shares {
    private Shares() {}

    static Share of(Policies policies, Lane lane, long institution, Instant now) {
        boolean out = lane.queue() == Lane.OUTBOUND;
        int standard = policies.number(out ? Policy.OUTBOUND_STANDARD : Policy.INBOUND, institution);
        int reserve = policies.number(out ? Policy.OUTBOUND_BLUE_LIGHT : Policy.INBOUND_BLUE_LIGHT, institution);
        boolean batch = BatchWindow.of(policies, institution).open(now);
        return new Share(institution, standard, standard + reserve, batch);
    }

    /** Workers for anything that this server is taken to have in the lane's direction. */
    public static int workers(Policies policies, Lane lane) {
        return policies.number(lane.queue() == Lane.OUTBOUND ? Policy.OUTBOUND_STANDARD : Policy.INBOUND);
    }
}
