package org.openiep.policy;

import java.util.Locale;

/**
 * Every rule and number that a trust may change, with its default and bounds. Times are written as {@code 500ms},
 * {@code 60s}, {@code 15m}, {@code 4h} or {@code 15d}; hours of the day {@code 20:00}; days {@code 2027-05-10}; lists are
 * separated by commas.
 */
public enum Policy {
    RETENTION("retention.images", Kind.TIME, "15d", "1d", "400d", "How long images are kept after On IEP (G10)."),
    REFUSALS_KEPT(
            "retention.refusals",
            Kind.TIME,
            "90d",
            "8d",
            "4000d",
            "How long it is kept which images were refused for want of space or of a database that keeps up."),
    BLUE_LIGHT_TARGET("blue-light.target", Kind.TIME, "4h", "5m", "24h", "When a blue light should be delivered (H2)."),
    BLUE_LIGHT_OPERATOR(
            "blue-light.tell-operator",
            Kind.TIME,
            "1h",
            "0s",
            "24h",
            "When the sender's PACS team is told that a blue light is not delivered; 0s for never (H2)."),
    BLUE_LIGHT_LEAD(
            "blue-light.tell-lead",
            Kind.TIME,
            "2h",
            "0s",
            "24h",
            "When the sender's administrators are told as well; 0s for never (H2)."),
    BLUE_LIGHT_RECEIVER(
            "blue-light.tell-receiver",
            Kind.TIME,
            "3h",
            "0s",
            "24h",
            "When the receiver's PACS team is told as well; 0s for never (H2)."),
    RETRY_DELAYS(
            "transfer.retry-delays",
            Kind.TIMES,
            "10s,60s,300s",
            "0s",
            "1d",
            "Waits before a failed step is tried again by itself; as many tries as there are waits."),
    IDLE_TIME_OUT(
            "transfer.idle-time-out", Kind.TIME, "60s", "1s", "1h", "How long a node may be silent while images move."),
    COMMITMENT_WAIT(
            "transfer.commitment-wait",
            Kind.TIME,
            "2m",
            "1s",
            "1h",
            "How long a destination may take to say whether it keeps the images for good."),
    LEASE(
            "transfer.lease",
            Kind.TIME,
            "60s",
            "2s",
            "1h",
            "After how long a job is taken from a worker that is silent."),
    ROUTING_IDLE(
            "routing.idle-time",
            Kind.TIME,
            "30s",
            "1s",
            "1h",
            "How long nothing must come, and no association be open, before a routed study counts as complete (I11)."),
    OUTBOUND_STANDARD("lanes.outbound", Kind.NUMBER, "4", "1", "64", "Collections at once of one institution (H1)."),
    OUTBOUND_BLUE_LIGHT(
            "lanes.outbound-blue-light",
            Kind.NUMBER,
            "1",
            "1",
            "16",
            "Further collections at once that only blue light may use (H1)."),
    INBOUND("lanes.inbound", Kind.NUMBER, "4", "1", "64", "Deliveries at once to one institution (H1)."),
    INBOUND_BLUE_LIGHT(
            "lanes.inbound-blue-light",
            Kind.NUMBER,
            "1",
            "1",
            "16",
            "Further deliveries at once that only blue light may use (H1)."),
    STANDARD_SHARE(
            "lanes.standard-share",
            Kind.NUMBER,
            "5",
            "1",
            "100",
            "Per cent of the time that all standard transfers together may use while a blue light moves."),
    BATCH_FROM("batch.from", Kind.CLOCK, "20:00", "", "", "When batch transfers may begin to start, London time (H3)."),
    BATCH_UNTIL("batch.until", Kind.CLOCK, "06:00", "", "", "When batch transfers start no longer, London time (H3)."),
    BATCH_ON_BANK_HOLIDAYS(
            "batch.on-bank-holidays",
            Kind.FLAG,
            "true",
            "",
            "",
            "Batch transfers may start at any hour of a bank holiday of England and Wales (H3)."),
    EXTRA_HOLIDAYS(
            "calendar.extra-holidays",
            Kind.DATES,
            "",
            "",
            "",
            "Days that count as bank holidays besides the usual ones, such as 2027-05-10."),
    WAIT_FOR_NODE(
            "transfer.wait-for-node",
            Kind.TIME,
            "15m",
            "0s",
            "7d",
            "How long a transfer waits for a node that cannot be reached before it is shown as Failed; it goes on by"
                    + " itself even then."),
    PROBE_DELAYS(
            "transfer.probe-delays",
            Kind.TIMES,
            "5s,10s,20s,60s",
            "500ms",
            "1d",
            "Waits between echoes to a node that cannot be reached; the last one repeats."),
    SEARCH_RESULTS("search.results", Kind.NUMBER, "500", "1", "5000", "Studies read from a PACS in one search."),
    UPLOAD_SPACE_LEFT(
            "upload.space-left",
            Kind.NUMBER,
            "1024",
            "256",
            "100000000",
            "MiB of the store's disk that uploads of disks and folders leave to images that PACS send (D14)."),
    SIGN_IN_FAILURES(
            "sign-in.failures", Kind.NUMBER, "5", "1", "100", "Wrong passwords in a row that lock an account."),
    SIGN_IN_LOCK("sign-in.lock-minutes", Kind.NUMBER, "15", "1", "1440", "Minutes that a locked account stays locked."),
    CLINICIANS_SEE_INSTITUTION(
            "clinicians.see-institution",
            Kind.FLAG,
            "false",
            "",
            "",
            "Clinicians see every transaction of their institution, not only those that they created."),
    CLINICIANS_CREATE_TRANSFERS(
            "clinicians.create-transfers", Kind.FLAG, "true", "", "", "Clinicians may send studies themselves.");

    /** What a value looks like. */
    public enum Kind {
        NUMBER,
        TIME,
        TIMES,
        FLAG,
        /** An hour of the day, such as 20:00. */
        CLOCK,
        /** Days, such as 2027-05-10, separated by commas. */
        DATES
    }

    private final String key;
    private final Kind kind;
    private final String preset;
    private final String least;
    private final String most;
    private final String description;

    Policy(String key, Kind kind, String preset, String least, String most, String description) {
        this.key = key;
        this.kind = kind;
        this.preset = preset;
        this.least = least;
        this.most = most;
        this.description = description;
    }

    /** Its name in the database and in documents. */
    public String key() {
        return key;
    }

    /** The environment variable that overrides every other value, such as IEP_POLICY_TRANSFER_RETRY_DELAYS. */
    public String environmentVariable() {
        return "IEP_POLICY_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    public Kind kind() {
        return kind;
    }

    /** The value where nobody set another. */
    public String preset() {
        return preset;
    }

    /** The smallest value allowed, as text; empty for flags. */
    public String least() {
        return least;
    }

    /** The greatest value allowed, as text; empty for flags. */
    public String most() {
        return most;
    }

    /** One sentence for the console. */
    public String description() {
        return description;
    }
}
