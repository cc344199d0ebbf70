package org.openiep.calling;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.dicom.data.UidNames;
import org.openiep.imaging.InstanceRows.Undelivered;

/** Kinds of objects, for the negotiation and for people. */
public final class ObjectKinds {
    private ObjectKinds() {}

    /** The kind of one image. */
    public static ObjectKind of(Undelivered image) {
        return new ObjectKind(image.sopClassUid(), image.transferSyntaxUid());
    }

    /** The kinds of many, in the order of their first image. */
    public static Set<ObjectKind> of(Collection<Undelivered> images) {
        Set<ObjectKind> kinds = new LinkedHashSet<>();
        images.forEach(image -> kinds.add(of(image)));
        return kinds;
    }

    /** Such as "Enhanced MR Image Storage (JPEG 2000 Image Compression (Lossless Only))". */
    public static String words(ObjectKind kind) {
        return UidNames.describe(kind.sopClassUid()) + " (" + UidNames.describe(kind.transferSyntaxUid()) + ")";
    }
}
