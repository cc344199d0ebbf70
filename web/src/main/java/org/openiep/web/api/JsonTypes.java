package org.openiep.web.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The forms that values have in JSON, in words for people who sent another. */
final class JsonTypes {

    private JsonTypes() {}

    /** For example "a date as yyyy-mm-dd". */
    static String inWords(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == LocalDate.class) {
            return "a date as yyyy-mm-dd";
        }
        if (type == LocalDateTime.class) {
            return "a local date and time as yyyy-mm-ddThh:mm:ss";
        }
        if (type == Instant.class) {
            return "a moment as yyyy-mm-ddThh:mm:ssZ";
        }
        if (type == UUID.class) {
            return "a UUID";
        }
        if (type == List.class || type == Set.class) {
            return "a list";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        return type == String.class ? "text" : "an object";
    }
}
