package org.openiep.directory;

import java.util.Arrays;
import java.util.List;

/** The AE titles that the exchange answers to: {@code IEP_AE_TITLES}, separated by commas. */
public final class OurAeTitles {
    /** What the listener is configured with; the environment variable and its default. */
    public static final String CONFIGURED = "${env.IEP_AE_TITLES:OPENIEP}";

    private final List<String> titles;

    OurAeTitles(String titles) {
        this.titles = Arrays.stream(titles.split(","))
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .toList();
    }

    /** Those of this server. */
    public static OurAeTitles ofEnvironment() {
        String named = System.getenv("IEP_AE_TITLES");
        return new OurAeTitles(named == null || named.isBlank() ? "OPENIEP" : named);
    }

    /** Is it one of them, exactly? */
    public boolean contain(String aeTitle) {
        return titles.contains(aeTitle);
    }

    /** All of them, as configured. */
    public List<String> all() {
        return titles;
    }
}
