package org.openiep.dicom.net;

/**
 * Asynchronous operations window (PS3.7 D.3.3.3).
 *
 * @param invoked operations the requestor may have open, 0 for any number
 * @param performed operations the requestor can perform at once, 0 for any number
 */
public record AsyncWindow(int invoked, int performed) {
    /** One message at a time, which is what holds when nobody says otherwise. */
    public static final AsyncWindow SYNCHRONOUS = new AsyncWindow(1, 1);
}
