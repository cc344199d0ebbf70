package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What DCMTK's {@code dcmdump} reads in a folder of objects: for each SOP Instance UID its elements, one a line, and
 * the digest of its pixel data. Two folders with equal dumps hold the same objects.
 */
public final class Dump {
    private static final Pattern ELEMENT = Pattern.compile("^\\s*\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (.*?)\\s*(# .*)?$");
    private static final Pattern RAW_FILE = Pattern.compile("=(\\S+\\.raw)");
    private static final Pattern SOP_INSTANCE = Pattern.compile("\\(0008,0018\\) UI \\[([0-9.]+)]");

    private Dump() {}

    /** SOP Instance UID to the object's elements. File meta, group lengths and delimiters are left out. */
    public static Map<String, List<String>> of(Path folder) throws IOException {
        Path raw = Files.createTempDirectory(folder.getParent(), "raw");
        String printed = Tool.run(raw, "dcmdump", "-q", "+F", "+L", "+sd", "+W", raw.toString(), folder.toString());
        Map<String, List<String>> objects = new TreeMap<>();
        for (String one : printed.split("(?m)^# Dicom-Data-Set$", -1)) {
            Matcher uid = SOP_INSTANCE.matcher(one);
            if (uid.find()) {
                objects.put(uid.group(1), elements(one));
            }
        }
        return objects;
    }

    private static List<String> elements(String dump) throws IOException {
        List<String> elements = new ArrayList<>();
        for (String line : dump.split("\n", -1)) {
            Matcher element = ELEMENT.matcher(line);
            if (element.matches() && counts(element.group(1), element.group(2))) {
                elements.add("(" + element.group(1) + "," + element.group(2) + ") " + value(element.group(3)));
            }
        }
        return elements;
    }

    private static boolean counts(String group, String element) {
        boolean delimiter = group.equals("fffe") && !element.equals("e000");
        return !group.equals("0002") && !element.equals("0000") && !delimiter;
    }

    /** How a sequence's length is encoded is no difference; a value that was written to a file becomes its digest. */
    private static String value(String printed) throws IOException {
        Matcher raw = RAW_FILE.matcher(printed);
        if (raw.find()) {
            return printed.substring(0, 2) + " sha256 " + digest(Path.of(raw.group(1)));
        }
        return printed.replaceAll("\\((Sequence|Item) with (explicit|undefined) length #=(\\d+)\\)", "($1 #=$3)");
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
