package org.openiep.connector.encoding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.dicom.convert.Conversion;
import org.openiep.dicom.convert.Conversion.LossyPixels;
import org.openiep.dicom.convert.NotConvertibleException;
import org.openiep.dicom.data.UidNames;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.file.Part10File;

/** Chooses the transfer syntax that an object is sent in, of those that the other side takes. */
public final class Encodings {
    private Encodings() {}

    /**
     * What to offer for objects: their own transfer syntax, then what they can be converted to without loss.
     *
     * @param transferSyntax that the objects are held in
     * @param decompressesLossy what is in lossy JPEG may be decompressed
     */
    public static List<String> offers(String transferSyntax, boolean decompressesLossy) {
        return Conversion.offers(transferSyntax, lossy(decompressesLossy));
    }

    /**
     * Can objects be sent to who takes these transfer syntaxes?
     *
     * @param held that the objects are held in
     * @param accepted by the other side, for the objects' SOP class
     */
    public static boolean isPossible(String held, Collection<String> accepted, boolean decompressesLossy) {
        return Conversion.isPossible(held, accepted, lossy(decompressesLossy));
    }

    /**
     * The object as it is to be sent: from its file as it lies there, or converted while it goes out.
     *
     * @throws NotConvertibleException when it can be put into none of the accepted transfer syntaxes
     * @throws IOException when the file cannot be read
     */
    public static OutgoingObject of(Path file, Collection<String> accepted, boolean decompressesLossy)
            throws IOException {
        Part10File object = Part10File.open(file);
        Conversion conversion = Conversion.plan(object, accepted, lossy(decompressesLossy));
        return conversion.isVerbatim()
                ? OutgoingObject.of(object)
                : OutgoingObject.made(
                        object.meta().sopClassUid(),
                        object.meta().sopInstanceUid(),
                        conversion.to().uid(),
                        conversion::writeTo);
    }

    /** Why a kind of object cannot be sent, and what would have worked; a sentence's end without its full stop. */
    public static String refusal(ObjectKind kind, Collection<String> accepted, boolean decompressesLossy) {
        String name = UidNames.describe(kind.sopClassUid());
        List<String> wouldWork = offers(kind.transferSyntaxUid(), decompressesLossy);
        if (accepted.isEmpty()) {
            return name + " in " + words(wouldWork);
        }
        return name + " in " + words(wouldWork) + ", but in " + words(accepted);
    }

    private static String words(Collection<String> transferSyntaxes) {
        return transferSyntaxes.stream().map(UidNames::describe).collect(Collectors.joining(" or "));
    }

    private static LossyPixels lossy(boolean decompresses) {
        return decompresses ? LossyPixels.MAY_BE_DECOMPRESSED : LossyPixels.KEEP_COMPRESSED;
    }
}
