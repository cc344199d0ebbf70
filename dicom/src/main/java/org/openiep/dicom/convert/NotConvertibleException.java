package org.openiep.dicom.convert;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.UidNames;

/** An object cannot be sent in any of the transfer syntaxes that the other side accepts. The message says it in words. */
public final class NotConvertibleException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String from;
    private final List<String> wouldWork;

    NotConvertibleException(String reason, String from, List<String> wouldWork) {
        this(reason, from, wouldWork, null);
    }

    NotConvertibleException(String reason, String from, List<String> wouldWork, @Nullable Throwable cause) {
        super(
                reason + ". It would have worked in: "
                        + wouldWork.stream().map(UidNames::describe).collect(Collectors.joining(", ")) + ".",
                cause);
        this.reason = reason;
        this.from = from;
        this.wouldWork = List.copyOf(wouldWork);
    }

    /** Why, without the list; a sentence without its full stop. */
    public String reason() {
        return reason;
    }

    /** UID of the transfer syntax that the object is in. */
    public String from() {
        return from;
    }

    /** UIDs of the transfer syntaxes of which accepting one would have been enough; the object's own first. */
    public List<String> wouldWork() {
        return wouldWork;
    }
}
