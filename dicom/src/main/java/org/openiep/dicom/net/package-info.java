/**
 * The DICOM upper layer (PS3.8) over TCP: associations, their negotiation, and the fragments that messages travel in.
 * One thread drives an association; only {@code close} may come from another.
 */
package org.openiep.dicom.net;
