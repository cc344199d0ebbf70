package org.openiep.pull;

import java.util.List;
import java.util.Locale;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.SequenceElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;

/** Does an object's header match the keys of a search? As PS3.4 C.2.2.2 has it; names match in any case. */
final class KeyMatch {
    private KeyMatch() {}

    static boolean matches(DataSet header, DataSet keys) {
        for (Element key : keys) {
            if (isKey(key) && !matches(header, keys, key.tag())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKey(Element key) {
        return key.tag() != Tag.SPECIFIC_CHARACTER_SET
                && key.tag() != Tag.QUERY_RETRIEVE_LEVEL
                && !(key instanceof SequenceElement);
    }

    private static boolean matches(DataSet header, DataSet keys, int tag) {
        List<String> wanted = keys.strings(tag);
        String whole = String.join("\\", wanted);
        if (whole.isEmpty() || whole.chars().allMatch(c -> c == '*')) {
            return true;
        }
        VR vr = Dictionary.vr(tag);
        List<String> held = header.strings(tag);
        return wanted.stream().anyMatch(one -> held.stream().anyMatch(value -> matches(vr, value, one)));
    }

    private static boolean matches(VR vr, String value, String wanted) {
        return switch (vr) {
            case DA, TM, DT -> inRange(vr, value, wanted);
            case UI, IS, DS, US, UL, SS, SL, FD, FL, AT -> value.equals(wanted);
            case PN -> like(plain(value), plain(wanted));
            default -> like(value, wanted);
        };
    }

    /** "20260101-20260131", one end open, or one value (PS3.4 C.2.2.2.5). */
    private static boolean inRange(VR vr, String value, String wanted) {
        String digits = digits(vr, value);
        int dash = wanted.indexOf('-');
        if (dash < 0) {
            return digits.startsWith(digits(vr, wanted));
        }
        String from = digits(vr, wanted.substring(0, dash));
        String to = digits(vr, wanted.substring(dash + 1));
        boolean late = from.isEmpty() || digits.compareTo(from) >= 0;
        // An end such as 1030 means all of that minute.
        boolean early = to.isEmpty()
                || digits.substring(0, Math.min(digits.length(), to.length())).compareTo(to) <= 0;
        return !digits.isEmpty() && late && early;
    }

    /** Without the separators of old forms such as 2026.01.31 and 10:30. */
    private static String digits(VR vr, String value) {
        return vr == VR.DA ? value.replace(".", "") : value.replace(":", "");
    }

    /** Components at the end that are empty do not count, nor does the case (PS3.4 C.2.2.2.1). */
    private static String plain(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("\\^+$", "");
    }

    /** With * for any characters and ? for one (PS3.4 C.2.2.2.4); takes no more time than both lengths multiplied. */
    private static boolean like(String value, String wanted) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < value.length()) {
            char c = in < wanted.length() ? wanted.charAt(in) : '\0';
            if (in < wanted.length() && c == '*') {
                star = in++;
                resume = at;
            } else if (in < wanted.length() && (c == '?' || c == value.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        return wanted.substring(in).chars().allMatch(c -> c == '*');
    }
}
