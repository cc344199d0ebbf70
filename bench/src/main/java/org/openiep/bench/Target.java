package org.openiep.bench;

/**
 * Where objects are sent.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param calledAeTitle the receiver's
 * @param callingAeTitle the sender's
 */
record Target(String host, int port, String calledAeTitle, String callingAeTitle) {
    static Target local(int port, String calledAeTitle) {
        return from("BENCH", port, calledAeTitle);
    }

    /** One on this machine, called under a title that it knows. */
    static Target from(String callingAeTitle, int port, String calledAeTitle) {
        return new Target("127.0.0.1", port, calledAeTitle, callingAeTitle);
    }
}
