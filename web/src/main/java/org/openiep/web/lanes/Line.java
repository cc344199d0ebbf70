package org.openiep.web.lanes;

import java.util.Locale;

/**
 * A line of the picture, from the middle of one box to the middle of another.
 *
 * @param tone blue, busy, idle or broken
 * @param width in pixels; the more images a second, the thicker
 */
public record Line(String path, String arrow, String tone, double width) {
    /** Height of half a box with half the gap below it, as in the style sheet. */
    static final int HALF = 54;

    private static final int FIRST = 28;
    private static final int MIDDLE = 48;

    /** Where the first box begins, to the middle of the box in that row; pixels. */
    static int y(int row) {
        return FIRST + row * HALF + MIDDLE;
    }

    static Line between(int fromX, int fromRow, int toX, int toRow, String tone, double rate) {
        int bend = (fromX + toX) / 2;
        int from = y(fromRow);
        int to = y(toRow);
        String path =
                String.format(Locale.ROOT, "M%d %dC%d %d %d %d %d %d", fromX, from, bend, from, bend, to, toX, to);
        String arrow = String.format(Locale.ROOT, "m%d %d 7 5-7 5", toX - 8, to - 5);
        return new Line(path, arrow, tone, Math.min(5, 1.5 + Math.log1p(Math.max(0, rate)) * 0.6));
    }

    public String getPath() {
        return path;
    }

    public String getArrow() {
        return arrow;
    }

    public String getTone() {
        return tone;
    }

    public String getWidth() {
        return String.format(Locale.ROOT, "%.1f", width);
    }
}
