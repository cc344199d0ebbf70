package org.openiep.board;

import org.jspecify.annotations.Nullable;

/**
 * What is on IEP.
 *
 * @param studies that are held
 * @param diskUsed per cent of the disk of the image store, 0 to 100; null when the disk does not tell
 */
public record Stock(int studies, @Nullable Integer diskUsed) {}
