package org.openiep.connector.api;

/**
 * A DICOM application entity that we call, and as whom.
 *
 * @param host host name or IP address
 * @param port 1 to 65535
 * @param calledAeTitle its AE title
 * @param callingAeTitle ours
 * @param link what it wants of associations
 */
public record Remote(String host, int port, String calledAeTitle, String callingAeTitle, Link link) {
    /** With the usual link. */
    public Remote(String host, int port, String calledAeTitle, String callingAeTitle) {
        this(host, port, calledAeTitle, callingAeTitle, Link.USUAL);
    }
}
