/**
 * Measurements of the exchange and of its DICOM engine, side by side with other makers' software on the same machine, in
 * the same run, in turns.
 */
package org.openiep.bench;
