package org.openiep.dicom.net;

/** A protocol data unit (PS3.8 9.3). */
public sealed interface Pdu permits AssociateRequest, AssociateAccept, AssociateReject, Abort, Pdu.Data, Pdu.Release {

    /**
     * A P-DATA-TF (PS3.8 9.3.5), of which only the header has been read.
     *
     * @param length bytes of the presentation data values that are still on the wire
     */
    record Data(int length) implements Pdu {}

    /**
     * An A-RELEASE-RQ or A-RELEASE-RP (PS3.8 9.3.6, 9.3.7).
     *
     * @param response is it the RP?
     */
    record Release(boolean response) implements Pdu {}
}
