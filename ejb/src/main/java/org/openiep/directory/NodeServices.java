package org.openiep.directory;

/**
 * How the exchange and a node use each other's DICOM services.
 *
 * @param retrieve how studies are fetched from it
 * @param associationsPerStudy that one study may be sent on at once, 1 to 16; never more than the node allows in all
 * @param asyncWindow images sent to it before the first is answered, where it agrees (PS3.7 D.3.3.3); 1 to 64, 1 for one
 *     at a time
 * @param security of associations, ours with it and its with us
 * @param certificateSubject with TLS: the common name or DNS name that its certificate must have; empty for any that our
 *     trust store trusts
 * @param storageCommitment it is asked after each delivery whether it has stored the images for good (PS3.4 J)
 * @param decompressesLossy images in lossy JPEG may be sent to it decompressed if it does not take them as they are; their
 *     pixels stay the same
 * @param mayQuery it may search and fetch what its institution may see On IEP
 */
public record NodeServices(
        RetrieveMethod retrieve,
        int associationsPerStudy,
        int asyncWindow,
        TransportSecurity security,
        String certificateSubject,
        boolean storageCommitment,
        boolean decompressesLossy,
        boolean mayQuery) {
    /** What most PACS can do with nobody setting anything up. */
    public static final NodeServices USUAL =
            new NodeServices(RetrieveMethod.C_MOVE, 4, 8, TransportSecurity.PLAIN, "", false, false, false);
}
