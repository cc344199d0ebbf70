package org.openiep.web.page;

import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** The texts of a form by their fields' names in the API; a field that holds nothing is empty, never null. */
public final class Texts extends HashMap<String, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public String put(String field, @Nullable String text) {
        String before = super.put(field, text == null ? "" : text);
        return before == null ? "" : before;
    }

    @Override
    public String get(@Nullable Object field) {
        return getOrDefault(field, "");
    }
}
