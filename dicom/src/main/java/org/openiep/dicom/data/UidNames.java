package org.openiep.dicom.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that PS3.6 annex A gives to SOP classes and transfer syntaxes, for messages that people read. */
public final class UidNames {
    private static final Map<String, String> NAMES = load();

    private UidNames() {}

    private static Map<String, String> load() {
        InputStream resource = UidNames.class.getResourceAsStream("uids.txt");
        if (resource == null) {
            throw new IllegalStateException("uids.txt is missing beside " + UidNames.class.getName());
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Such as "Enhanced MR Image Storage"; absent for what is private or newer than the table. */
    public static Optional<String> find(String uid) {
        return Optional.ofNullable(NAMES.get(uid));
    }

    /** The name, or the UID itself where there is none. */
    public static String describe(String uid) {
        return NAMES.getOrDefault(uid, uid);
    }
}
