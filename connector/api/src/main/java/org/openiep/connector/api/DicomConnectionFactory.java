package org.openiep.connector.api;

/** Gives associations to other application entities, from a pool. Found in JNDI as {@value #JNDI_NAME}. */
public interface DicomConnectionFactory {
    String JNDI_NAME = "java:/eis/Dicom";

    /**
     * Opens an association, or takes an idle one that was opened for the same purpose.
     *
     * @throws DicomFailure when the node cannot be reached, rejects us, or every allowed association is in use
     */
    DicomConnection connect(Remote remote, Purpose purpose) throws DicomFailure;

    /**
     * The same for what is not done again soon: the association is released when it is closed, and does not rest in the
     * pool, where it would keep the only place of a node that serves one caller at a time.
     */
    DicomConnection connectOnce(Remote remote, Purpose purpose) throws DicomFailure;
}
