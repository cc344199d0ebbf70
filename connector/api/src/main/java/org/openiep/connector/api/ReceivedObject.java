package org.openiep.connector.api;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * One composite object that lies, complete and forced to the disk, as a Part 10 file in the incoming folder.
 *
 * @param from who sent it
 * @param file the file; deleted once the receiver's transaction is committed, so it links what it keeps
 * @param sopClassUid SOP Class UID (0008,0016)
 * @param sopInstanceUid SOP Instance UID (0008,0018)
 * @param transferSyntaxUid the syntax that the data set is encoded in
 * @param studyInstanceUid Study Instance UID (0020,000D)
 * @param seriesInstanceUid Series Instance UID (0020,000E); empty when the object has none
 * @param modality Modality (0008,0060); empty when the object has none
 * @param patientId Patient ID (0010,0020); empty when the object has none
 * @param size length of the file in bytes
 * @param crc32c CRC-32C of the whole file, see {@link ReceivedMark}
 * @param moveMessageId Move Originator Message ID (0000,1031), where the sender gave it
 */
public record ReceivedObject(
        Party from,
        Path file,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        String studyInstanceUid,
        String seriesInstanceUid,
        String modality,
        String patientId,
        long size,
        int crc32c,
        OptionalInt moveMessageId) {}
