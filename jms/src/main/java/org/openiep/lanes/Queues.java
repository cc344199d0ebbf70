package org.openiep.lanes;

/** The queues that wake the lanes' workers, as the server names them. */
final class Queues {
    static final String BLUE_LIGHT = "java:/jms/queue/IepBlueLight";
    static final String OUTBOUND = "java:/jms/queue/IepOutbound";
    static final String BLUE_LIGHT_INBOUND = "java:/jms/queue/IepBlueLightInbound";
    static final String INBOUND = "java:/jms/queue/IepInbound";

    private Queues() {}
}
