package org.openiep.disk;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openiep.exchange.DiskOrder;
import org.openiep.policy.ExchangeClock;

/**
 * What who holds a disk in the hand reads on it. It does not name the patient: the images do.
 *
 * @param images on it
 * @param compressed those of them that stayed compressed
 */
record DiskText(DiskOrder order, int images, int compressed, Instant made) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.UK).withZone(ExchangeClock.ZONE);

    private static final String LINE_END = "\r\n";

    String text() {
        List<String> lines = new ArrayList<>(List.of(
                "CONFIDENTIAL: IMAGES OF A PATIENT",
                "",
                "Reference:  " + order.reference(),
                "From:       " + order.from(),
                "To:         " + order.to(),
                "Made:       " + TIME.format(made),
                "Images:     " + count()));
        if (images < order.expected()) {
            lines.add("            NOT COMPLETE: the others are only in the PACS they come from.");
        }
        lines.addAll(List.of(
                "",
                "The disk holds DICOM images. To see them, open the disk in any DICOM viewer;",
                "to keep them, import the disk, or its file DICOMDIR, into the PACS. Every image",
                "has to be entered on the RIS, as if it had come by the exchange."));
        if (compressed > 0) {
            lines.addAll(List.of("", "Still compressed, which not every viewer opens: " + compressed + " of them."));
        }
        lines.addAll(List.of(
                "",
                "It is not encrypted. If you have found it, please give it to the institution",
                "named under From."));
        return String.join(LINE_END, lines) + LINE_END;
    }

    private String count() {
        return images < order.expected() ? images + " of " + order.expected() : "all " + images;
    }
}
