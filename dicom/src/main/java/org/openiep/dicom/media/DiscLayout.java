package org.openiep.dicom.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.openiep.dicom.data.CountedStream;

/**
 * Where everything is on a disc (ISO 9660, ECMA-119): volume descriptors, the path table in both byte orders, the
 * directories, then the files.
 */
final class DiscLayout {
    static final int SECTOR = 2048;

    private static final int SYSTEM_AREA = 16;
    private static final int DESCRIPTORS = 2;
    private static final int RECORD = 33;
    private static final int DIRECTORY = 2;

    /** Of the folder itself and of the one above (7.6.2). */
    private static final byte[] ITSELF = {0};

    private static final byte[] ABOVE = {1};

    private final String volume;
    private final OffsetDateTime made;
    private final List<DiscFolder> folders;
    private final Map<Object, Long> begins = new HashMap<>();
    private final long sectors;

    /** @param folders the root first, then level by level */
    DiscLayout(String volume, Instant made, List<DiscFolder> folders) {
        this.volume = volume;
        this.made = made.atOffset(ZoneOffset.UTC);
        this.folders = folders;
        long next = SYSTEM_AREA + DESCRIPTORS + 2L * pathTableSectors();
        for (DiscFolder folder : folders) {
            begins.put(folder, next);
            next += directorySize(folder) / SECTOR;
        }
        for (DiscFolder folder : folders) {
            for (DiscFile file : folder.files()) {
                begins.put(file, next);
                next += sectorsOf(file.size());
            }
        }
        this.sectors = next;
    }

    /** Sectors of the whole. */
    long sectors() {
        return sectors;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(new byte[SYSTEM_AREA * SECTOR]);
        out.write(primaryDescriptor());
        out.write(endOfDescriptors());
        out.write(pathTable(ByteOrder.LITTLE_ENDIAN));
        out.write(pathTable(ByteOrder.BIG_ENDIAN));
        for (DiscFolder folder : folders) {
            out.write(directory(folder));
        }
        for (DiscFolder folder : folders) {
            for (DiscFile file : folder.files()) {
                write(file, out);
            }
        }
    }

    private static void write(DiscFile file, OutputStream out) throws IOException {
        CountedStream counted = new CountedStream(out);
        file.content().writeTo(counted);
        if (counted.count() != file.size()) {
            throw new IOException(
                    "File " + file.name() + " of the disc has " + counted.count() + " bytes instead of " + file.size());
        }
        out.write(new byte[(int) (sectorsOf(file.size()) * SECTOR - file.size())]);
    }

    private static long sectorsOf(long bytes) {
        return (bytes + SECTOR - 1) / SECTOR;
    }

    private byte[] primaryDescriptor() {
        ByteBuffer to = ByteBuffer.allocate(SECTOR);
        to.put((byte) 1).put(ascii("CD001", 5)).put((byte) 1).put((byte) 0);
        to.put(ascii("", 32)).put(ascii(volume, 32)).putLong(0);
        both(to, sectors);
        to.position(to.position() + 32);
        bothShort(to, 1);
        bothShort(to, 1);
        bothShort(to, SECTOR);
        both(to, pathTableSize());
        long pathTable = SYSTEM_AREA + DESCRIPTORS;
        to.order(ByteOrder.LITTLE_ENDIAN).putInt((int) pathTable).putInt(0);
        to.order(ByteOrder.BIG_ENDIAN)
                .putInt((int) (pathTable + pathTableSectors()))
                .putInt(0);
        DiscFolder root = folders.get(0);
        record(to, ITSELF, begin(root), directorySize(root), true);
        // Volume set, publisher, preparer, application; then copyright, abstract and bibliography.
        to.put(ascii("", 4 * 128)).put(ascii("", 3 * 37));
        to.put(moment()).put(moment()).put(noMoment()).put(moment()).put((byte) 1);
        return to.array();
    }

    private static byte[] endOfDescriptors() {
        ByteBuffer to = ByteBuffer.allocate(SECTOR);
        to.put((byte) 255).put(ascii("CD001", 5)).put((byte) 1);
        return to.array();
    }

    private int pathTableSize() {
        return folders.stream()
                .mapToInt(folder -> 8 + even(identifier(folder).length))
                .sum();
    }

    private int pathTableSectors() {
        return (int) sectorsOf(pathTableSize());
    }

    private byte[] pathTable(ByteOrder order) {
        ByteBuffer to = ByteBuffer.allocate(pathTableSectors() * SECTOR).order(order);
        Map<DiscFolder, Integer> numbers = new HashMap<>();
        for (DiscFolder folder : folders) {
            numbers.put(folder, numbers.size() + 1);
            int above = Objects.requireNonNull(numbers.get(folder.parent()));
            byte[] identifier = identifier(folder);
            to.put((byte) identifier.length).put((byte) 0);
            to.putInt((int) begin(folder));
            to.putShort((short) above);
            to.put(identifier).position(to.position() + identifier.length % 2);
        }
        return to.array();
    }

    private static byte[] identifier(DiscFolder folder) {
        return folder.name().isEmpty() ? ITSELF : folder.name().getBytes(StandardCharsets.US_ASCII);
    }

    private static int even(int length) {
        return length + length % 2;
    }

    private static int recordLength(int identifier) {
        return even(RECORD + identifier);
    }

    /** Bytes of a directory; no record lies across two sectors (6.8.1.1). */
    private static int directorySize(DiscFolder folder) {
        int at = 2 * recordLength(1);
        for (DiscFolder inside : folder.folders()) {
            at = after(at, inside.name().length());
        }
        for (DiscFile file : folder.files()) {
            at = after(at, file.identifier().length());
        }
        return (int) sectorsOf(at) * SECTOR;
    }

    private static int after(int at, int identifier) {
        return fitting(at, recordLength(identifier)) + recordLength(identifier);
    }

    /** Where a record of that length goes that comes next: here, or at the beginning of the next sector. */
    private static int fitting(int at, int length) {
        return at % SECTOR + length > SECTOR ? (at / SECTOR + 1) * SECTOR : at;
    }

    private byte[] directory(DiscFolder folder) {
        ByteBuffer to = ByteBuffer.allocate(directorySize(folder));
        record(to, ITSELF, begin(folder), directorySize(folder), true);
        record(to, ABOVE, begin(folder.parent()), directorySize(folder.parent()), true);
        // In the order of names, files and folders together: the full stop sorts before all else that may stand in one.
        TreeMap<String, Runnable> records = new TreeMap<>();
        for (DiscFolder inside : folder.folders()) {
            records.put(inside.name(), () -> place(to, inside.name(), begin(inside), directorySize(inside), true));
        }
        for (DiscFile file : folder.files()) {
            records.put(file.name(), () -> place(to, file.identifier(), begin(file), file.size(), false));
        }
        records.values().forEach(Runnable::run);
        return to.array();
    }

    private void place(ByteBuffer to, String identifier, long begins, long size, boolean folder) {
        to.position(fitting(to.position(), recordLength(identifier.length())));
        record(to, identifier.getBytes(StandardCharsets.US_ASCII), begins, size, folder);
    }

    /** The sector that it begins at. */
    private long begin(Object folderOrFile) {
        return Objects.requireNonNull(begins.get(folderOrFile));
    }

    /** A directory record (9.1). */
    private void record(ByteBuffer to, byte[] identifier, long begins, long size, boolean folder) {
        int end = to.position() + recordLength(identifier.length);
        to.put((byte) recordLength(identifier.length)).put((byte) 0);
        both(to, begins);
        both(to, size);
        to.put((byte) (made.getYear() - 1900)).put((byte) made.getMonthValue()).put((byte) made.getDayOfMonth());
        to.put((byte) made.getHour()).put((byte) made.getMinute()).put((byte) made.getSecond());
        to.put((byte) 0).put((byte) (folder ? DIRECTORY : 0)).putShort((short) 0);
        bothShort(to, 1);
        to.put((byte) identifier.length).put(identifier).position(end);
    }

    /** A number in both byte orders (7.3.3). */
    private static void both(ByteBuffer to, long number) {
        to.order(ByteOrder.LITTLE_ENDIAN).putInt((int) number);
        to.order(ByteOrder.BIG_ENDIAN).putInt((int) number);
    }

    private static void bothShort(ByteBuffer to, int number) {
        to.order(ByteOrder.LITTLE_ENDIAN).putShort((short) number);
        to.order(ByteOrder.BIG_ENDIAN).putShort((short) number);
    }

    private byte[] moment() {
        ByteBuffer to = ByteBuffer.allocate(17);
        to.put(ascii(DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).format(made) + "00", 16));
        return to.array();
    }

    private static byte[] noMoment() {
        ByteBuffer to = ByteBuffer.allocate(17);
        to.put(ascii("0".repeat(16), 16));
        return to.array();
    }

    /** With spaces up to that length. */
    private static byte[] ascii(String text, int length) {
        return (text + " ".repeat(length - text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
