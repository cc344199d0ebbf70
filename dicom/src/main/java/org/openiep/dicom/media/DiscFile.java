package org.openiep.dicom.media;

/**
 * A file on a disc.
 *
 * @param name with its extension, if it has one
 * @param size in bytes
 */
record DiscFile(String name, long size, DiscImage.Content content) {
    /** Its name as a directory has it (ISO 9660 7.5): always with a full stop, and a version. */
    String identifier() {
        return name + (name.indexOf('.') < 0 ? "." : "") + ";1";
    }
}
