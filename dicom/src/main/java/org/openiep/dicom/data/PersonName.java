package org.openiep.dicom.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name of the PN representation, its alphabetic group (PS3.5 6.2.1); a part that is not there is empty.
 *
 * @param familyName such as "Fairweather"
 * @param givenName such as "Eleanor", or several with spaces between
 * @param middleName middle names
 * @param prefix such as "Dr"
 * @param suffix such as "MRCP"
 */
public record PersonName(String familyName, String givenName, String middleName, String prefix, String suffix) {
    /**
     * Reads a name such as "Fairweather^Eleanor^^Dr". Where the alphabetic group is empty, the ideographic, then the
     * phonetic one is taken. Never fails.
     */
    public static PersonName parse(String value) {
        String group = Arrays.stream(value.split("=", -1))
                .map(String::strip)
                .filter(text -> !text.replace("^", "").isBlank())
                .findFirst()
                .orElse("");
        List<String> parts = new ArrayList<>(Arrays.asList(group.split("\\^", -1)));
        parts.replaceAll(String::strip);
        while (parts.size() < 5) {
            parts.add("");
        }
        return new PersonName(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    }

    /** As a value of PN, without components at the end that are empty. */
    public String value() {
        String value = String.join("^", familyName, givenName, middleName, prefix, suffix);
        int end = value.length();
        while (end > 0 && value.charAt(end - 1) == '^') {
            end--;
        }
        return value.substring(0, end);
    }

    /** As the NHS writes it: "FAIRWEATHER, Eleanor Jane (Dr)". */
    public String display() {
        String given =
                Stream.of(givenName, middleName).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        String name = Stream.of(familyName.toUpperCase(Locale.UK), given)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
        return prefix.isEmpty() ? name : (name + " (" + prefix + ")").strip();
    }
}
