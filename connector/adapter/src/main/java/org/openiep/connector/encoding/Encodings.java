package org.openiep.connector.encoding;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.dicom.data.Changes;
import org.openiep.dicom.data.DataSetCopier;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.UidNames;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.file.Part10File;

/** Chooses the transfer syntax that an object is sent in, of those that the other side takes. */
public final class Encodings {
    /** Each can be made of each other; the ones that most PACS take come first. */
    private static final List<String> UNCOMPRESSED = List.of(
            Uids.EXPLICIT_VR_LITTLE_ENDIAN,
            Uids.IMPLICIT_VR_LITTLE_ENDIAN,
            Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            Uids.EXPLICIT_VR_BIG_ENDIAN);

    private static final int PIECE = 64 * 1024;

    private Encodings() {}

    /**
     * What objects can be converted to without loss, the best first; empty when they can only be sent as they are.
     *
     * @param transferSyntax that the objects are held in
     * @param decompressesLossy what is in lossy JPEG may be decompressed
     */
    public static List<String> insteadOf(String transferSyntax, boolean decompressesLossy) {
        return UNCOMPRESSED.contains(transferSyntax)
                ? UNCOMPRESSED.stream()
                        .filter(other -> !other.equals(transferSyntax))
                        .toList()
                : List.of();
    }

    /**
     * The encoding to send in; empty when the other side takes none that we can make.
     *
     * @param held that the object is held in
     * @param accepted by the other side, for the object's SOP class
     */
    public static Optional<String> choose(String held, Collection<String> accepted, boolean decompressesLossy) {
        if (accepted.contains(held)) {
            return Optional.of(held);
        }
        return insteadOf(held, decompressesLossy).stream()
                .filter(accepted::contains)
                .findFirst();
    }

    /**
     * The object as it is to be sent; empty as for {@link #choose}.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<OutgoingObject> of(Path file, Collection<String> accepted, boolean decompressesLossy)
            throws IOException {
        Part10File object = Part10File.open(file);
        String held = object.meta().transferSyntax().uid();
        return choose(held, accepted, decompressesLossy)
                .map(chosen -> chosen.equals(held) ? OutgoingObject.of(object) : converted(object, chosen));
    }

    /** Converted while it is sent; nothing is held but a piece. */
    private static OutgoingObject converted(Part10File object, String transferSyntax) {
        return OutgoingObject.made(object.meta().sopClassUid(), object.meta().sopInstanceUid(), transferSyntax, out -> {
            try (InputStream in = object.dataSet()) {
                DataSetCopier.copy(
                        in,
                        object.meta().transferSyntax(),
                        new BufferedOutputStream(out, PIECE),
                        TransferSyntax.of(transferSyntax),
                        new Changes());
            }
        });
    }

    /** Why a kind of object cannot be sent, and what would have worked. */
    public static String refusal(ObjectKind kind, Collection<String> accepted, boolean decompressesLossy) {
        String name = UidNames.describe(kind.sopClassUid());
        if (accepted.isEmpty()) {
            return name + " in any encoding that we can send it in";
        }
        return name + " in " + words(Set.of(kind.transferSyntaxUid())) + ", only in " + words(accepted);
    }

    private static String words(Collection<String> transferSyntaxes) {
        return transferSyntaxes.stream().map(UidNames::describe).sorted().collect(Collectors.joining(", "));
    }
}
