package org.openiep.directory;

import org.jspecify.annotations.Nullable;

/**
 * A DICOM node as it is edited.
 *
 * @param name what people see, such as "NUH Radiology PACS"
 * @param aeTitle its AE title, 1 to 16 characters of the default repertoire, no backslash (PS3.5 6.2)
 * @param ourAeTitle as whom we call it, and where it sends what it is asked to move
 * @param host host name or IP address
 * @param port 1 to 65535
 * @param source studies can be collected from it
 * @param destination studies can be delivered to it
 * @param preferred the one that is filled in where its institution has several
 * @param checksAddress inbound associations of its AE title must come from its host
 * @param patientIdPrefix put before the patient ID in searches at this node (C8); may be empty
 * @param associations open at once, each way, 1 to 16
 * @param services how the exchange and the node use each other; absent for {@link NodeServices#USUAL}
 */
public record NodeForm(
        long institution,
        String name,
        String aeTitle,
        String ourAeTitle,
        String host,
        int port,
        boolean source,
        boolean destination,
        boolean preferred,
        boolean checksAddress,
        String patientIdPrefix,
        int associations,
        boolean active,
        @Nullable NodeServices services) {
    /** Never null. */
    @Override
    public NodeServices services() {
        return services == null ? NodeServices.USUAL : services;
    }
}
