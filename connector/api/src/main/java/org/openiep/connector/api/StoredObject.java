package org.openiep.connector.api;

import java.nio.file.Path;

/**
 * An object that the application holds as a Part 10 file.
 *
 * @param file stays where it is while it is sent
 */
public record StoredObject(Path file, String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {
    public Purpose.ObjectKind kind() {
        return new Purpose.ObjectKind(sopClassUid, transferSyntaxUid);
    }
}
