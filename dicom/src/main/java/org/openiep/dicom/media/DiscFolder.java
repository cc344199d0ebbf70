package org.openiep.dicom.media;

import java.util.Collection;
import java.util.TreeMap;

/** A folder on a disc; what is in it is kept in the order of names, as directories must have it (ISO 9660 9.3). */
final class DiscFolder {
    private final String name;
    private final DiscFolder parent;
    private final TreeMap<String, DiscFolder> folders = new TreeMap<>();
    private final TreeMap<String, DiscFile> files = new TreeMap<>();

    private DiscFolder() {
        this.name = "";
        this.parent = this;
    }

    private DiscFolder(String name, DiscFolder parent) {
        this.name = name;
        this.parent = parent;
    }

    static DiscFolder root() {
        return new DiscFolder();
    }

    String name() {
        return name;
    }

    /** The root is its own. */
    DiscFolder parent() {
        return parent;
    }

    Collection<DiscFolder> folders() {
        return folders.values();
    }

    Collection<DiscFile> files() {
        return files.values();
    }

    /** The folder of that name in this one, made if need be. */
    DiscFolder folder(String inside) {
        if (files.containsKey(inside)) {
            throw new IllegalArgumentException("There is a file " + inside + " already");
        }
        return folders.computeIfAbsent(inside, made -> new DiscFolder(made, this));
    }

    void add(DiscFile file) {
        if (folders.containsKey(file.name()) || files.putIfAbsent(file.name(), file) != null) {
            throw new IllegalArgumentException("There is a " + file.name() + " already");
        }
    }
}
