/** Institutions and their DICOM nodes. */
package org.openiep.directory;
