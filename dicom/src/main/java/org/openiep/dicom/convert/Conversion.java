package org.openiep.dicom.convert;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.Changes;
import org.openiep.dicom.data.DataSetCopier;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.UidNames;
import org.openiep.dicom.edit.HeaderEdit;
import org.openiep.dicom.file.Part10File;

/**
 * How one object goes out: as it is, where the other side takes its transfer syntax; else, without loss, in one that it
 * takes. Nothing is ever compressed. The length of what is written is not known beforehand.
 */
public final class Conversion {
    /** What an object can be put into, the best first. */
    private static final List<TransferSyntax> TARGETS = List.of(
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN);

    /** What may be done with pixels that were compressed with loss. */
    public enum LossyPixels {
        /** They go out as they are, or not at all. */
        KEEP_COMPRESSED,
        /** They may be decompressed; the object goes on saying that they have lost something. */
        MAY_BE_DECOMPRESSED
    }

    private static final int BUFFER = 64 << 10;

    private final Part10File object;
    private final TransferSyntax to;
    private final Changes changes;

    private Conversion(Part10File object, TransferSyntax to, Changes changes) {
        this.object = object;
        this.to = to;
        this.changes = changes;
    }

    /** As {@link #plan(Part10File, Collection, LossyPixels, Optional)}, without a change of the header. */
    public static Conversion plan(Part10File object, Collection<String> accepted, LossyPixels lossy)
            throws IOException {
        return plan(object, accepted, lossy, Optional.empty());
    }

    /**
     * Chooses how an object goes out. Where pixels are to be decompressed, the first frame is decoded here already: an
     * object of one frame does not fail after that.
     *
     * @param accepted UIDs of the transfer syntaxes that the other side accepts for objects of this kind
     * @param edit what to change in the header on the way
     * @throws NotConvertibleException when it can go out in none of these; says why, and what would have worked
     * @throws IOException when the file cannot be read
     */
    public static Conversion plan(
            Part10File object, Collection<String> accepted, LossyPixels lossy, Optional<HeaderEdit> edit)
            throws IOException {
        TransferSyntax from = object.meta().transferSyntax();
        Changes header = edit.isPresent() ? edit.get().changes(object.header()) : new Changes();
        if (accepted.contains(from.uid())) {
            return new Conversion(object, from, header);
        }
        String refusal = refusal(from, lossy);
        if (!refusal.isEmpty()) {
            throw new NotConvertibleException(refusal, from.uid(), List.of(from.uid()));
        }
        TransferSyntax to = TARGETS.stream()
                .filter(target -> accepted.contains(target.uid()))
                .findFirst()
                .orElseThrow(() -> new NotConvertibleException(
                        "The other side accepts no transfer syntax that this object can be put into; it is in "
                                + UidNames.describe(from.uid()),
                        from.uid(),
                        wouldWork(from)));
        return new Conversion(object, to, header.and(pixels(object, from)));
    }

    /** Why an object of this transfer syntax cannot be put into another; empty when it can. */
    private static String refusal(TransferSyntax from, LossyPixels lossy) {
        if (TARGETS.contains(from)) {
            return "";
        }
        Optional<Codec> codec = Codec.of(from.uid());
        if (codec.isEmpty()) {
            return "An object in " + UidNames.describe(from.uid()) + " cannot be put into another transfer syntax";
        }
        if (codec.get().lossy() && lossy == LossyPixels.KEEP_COMPRESSED) {
            return "The pixels are compressed with loss, in " + UidNames.describe(from.uid())
                    + ", and it is not allowed to decompress such";
        }
        return "";
    }

    private static List<String> wouldWork(TransferSyntax from) {
        List<String> uids = new ArrayList<>(List.of(from.uid()));
        TARGETS.stream()
                .map(TransferSyntax::uid)
                .filter(uid -> !uids.contains(uid))
                .forEach(uids::add);
        return uids;
    }

    private static Changes pixels(Part10File object, TransferSyntax from) throws IOException {
        Optional<Codec> codec = Codec.of(from.uid());
        if (codec.isEmpty()) {
            return new Changes();
        }
        try {
            return Decompression.changes(object, codec.get());
        } catch (DicomFormatException e) {
            String reason = e.getMessage() == null ? "It is damaged" : e.getMessage();
            throw new NotConvertibleException(reason, from.uid(), List.of(from.uid()), e);
        }
    }

    /** Could an object of this transfer syntax be put into one of the accepted ones? What it holds is not looked at. */
    public static boolean isPossible(String from, Collection<String> accepted, LossyPixels lossy) {
        return accepted.contains(from)
                || (refusal(TransferSyntax.of(from), lossy).isEmpty()
                        && TARGETS.stream().anyMatch(target -> accepted.contains(target.uid())));
    }

    /** The transfer syntaxes to offer for an object of this one: its own first, then what it can be put into. */
    public static List<String> offers(String from, LossyPixels lossy) {
        TransferSyntax syntax = TransferSyntax.of(from);
        return refusal(syntax, lossy).isEmpty() ? wouldWork(syntax) : List.of(from);
    }

    /** The transfer syntax that the object goes out in. */
    public TransferSyntax to() {
        return to;
    }

    /** Does the data set go out byte for byte as it is in the file? Then it may as well be sent from there. */
    public boolean isVerbatim() {
        return changes.isEmpty()
                && to.uid().equals(object.meta().transferSyntax().uid());
    }

    /**
     * Writes the data set, without file meta information. The stream is flushed and stays open. May be called again.
     *
     * @throws DicomFormatException when the object is damaged; part of it has been written then
     * @throws IOException when the file cannot be read, or the stream fails
     */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = new BufferedInputStream(object.dataSet(), BUFFER)) {
            if (isVerbatim()) {
                in.transferTo(out);
                out.flush();
                return;
            }
            BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
            DataSetCopier.copy(in, object.meta().transferSyntax(), buffered, to, changes);
        }
    }
}
