package org.openiep.dicom.data;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data set that is being copied, outermost or an item, and what has been learnt from its elements so far. */
final class CopyLevel {
    private final @Nullable CopyLevel parent;
    private final boolean explicit;
    private final int depth;
    private final long limit;
    private @Nullable SpecificCharacterSet recodeFrom;
    private @Nullable Boolean signed;

    private CopyLevel(
            @Nullable CopyLevel parent,
            boolean explicit,
            int depth,
            long limit,
            @Nullable SpecificCharacterSet recodeFrom) {
        this.parent = parent;
        this.explicit = explicit;
        this.depth = depth;
        this.limit = limit;
        this.recodeFrom = recodeFrom;
    }

    /** @param recodeFrom the character set that text is to be turned from, into UTF-8 */
    static CopyLevel outermost(boolean explicit, Optional<SpecificCharacterSet> recodeFrom) {
        return new CopyLevel(null, explicit, 0, Structure.NO_LIMIT, recodeFrom.orElse(null));
    }

    /** An item of a sequence of this data set. */
    CopyLevel item(boolean explicitItem, long end) {
        return new CopyLevel(this, explicitItem, depth + 1, end, recodeFrom);
    }

    boolean explicit() {
        return explicit;
    }

    /** Sequences around it. */
    int depth() {
        return depth;
    }

    /** Where it ends; {@link Structure#NO_LIMIT} for the outermost, and for items that end with a delimiter. */
    long limit() {
        return limit;
    }

    Optional<SpecificCharacterSet> recodeFrom() {
        return Optional.ofNullable(recodeFrom);
    }

    /** By Pixel Representation (0028,0103), here or around this item. */
    boolean signed() {
        return signed != null ? signed : parent != null && parent.signed();
    }

    void learn(int tag, byte[] value, boolean bigEndian) {
        if (tag == Tag.PIXEL_REPRESENTATION && value.length == 2) {
            signed = value[bigEndian ? 1 : 0] == 1;
        } else if (tag == Tag.SPECIFIC_CHARACTER_SET && depth > 0) {
            // An item that says what its text is in goes on being right.
            recodeFrom = null;
        }
    }
}
