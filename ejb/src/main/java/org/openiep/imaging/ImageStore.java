package org.openiep.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Keeps objects as plain Part 10 files, one for each instance of a study of a transaction. */
public interface ImageStore {
    /**
     * A file as the catalogue knows it.
     *
     * @param name as {@link #accept} gave it
     * @param size length in bytes
     */
    record Entry(String name, long size) {}

    /**
     * Puts a complete file into the store; atomic. It stays where it came from too, under a second name, until the
     * caller deletes it there. One that has been accepted before is replaced. When the incoming file is gone but the
     * store has one of that length, an earlier call had done it already.
     *
     * @param incoming its content has been forced to the disk
     * @param size length in bytes
     * @return the name under which it is found again
     * @throws IOException when it could not be put there
     */
    String accept(Path incoming, long transactionId, long studyEntryId, String sopInstanceUid, long size)
            throws IOException;

    /** Where a file can be read. */
    Path path(String name);

    /**
     * Forces to the disk where the store keeps the files, whose content was forced before they were accepted. Returns
     * only when they would outlast a loss of power, under these names.
     *
     * @return entries that are not there, or not of that length
     */
    List<Entry> sync(Collection<Entry> entries) throws IOException;

    /** Transactions of which the store has files, in ascending order. */
    List<Long> transactions() throws IOException;

    /** What the store has of a transaction; empty when there is nothing. */
    List<Entry> contents(long transactionId) throws IOException;

    /** Moves a file out of the store to where somebody can look at it, and nothing else does. */
    void setAside(String name) throws IOException;

    /** A folder of that name beside the images, on the same disk and seen by the same servers; it need not exist. */
    Path beside(String folder);

    /** A folder beside the images for notes on their delivery; a file of it begins with its transaction and a hyphen. */
    Path notes();

    /** Deletes everything of a transaction, its notes too; harmless when there is nothing. */
    void purge(long transactionId) throws IOException;

    /** Bytes that can still be written. */
    long spaceLeft() throws IOException;

    /** Per cent of its disk that is used by anything, 0 to 100. */
    int spaceUsed() throws IOException;

    /**
     * Writes a little and takes it away again.
     *
     * @throws IOException when nothing can be written: no space, no permission, or the file system is read-only
     */
    void tryWriting() throws IOException;
}
