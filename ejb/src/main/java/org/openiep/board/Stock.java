package org.openiep.board;

/**
 * What is on IEP.
 *
 * @param studies that are held
 * @param diskUsed per cent of the disk of the image store, 0 to 100
 */
public record Stock(int studies, int diskUsed) {}
