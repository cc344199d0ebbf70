package org.openiep.connector.api;

/**
 * What an application entity wants of associations with it.
 *
 * @param maxAssociations open at once for moving images, 1 or more; a search or an echo may be open beside them
 * @param asyncWindow C-STOREs sent before the first is answered, where it agrees (PS3.7 D.3.3.3); 1 for one at a time
 * @param secure TLS
 * @param certificateSubject with TLS: the common name or DNS name that its certificate must have; empty for any that is
 *     trusted
 */
public record Link(int maxAssociations, int asyncWindow, boolean secure, String certificateSubject) {
    /** Plain, ten at once, one operation at a time. */
    public static final Link USUAL = new Link(10, 1, false, "");
}
