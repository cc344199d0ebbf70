/** DICOM files (PS3.10): file meta information, and data sets that are read from files as far as needed. */
package org.openiep.dicom.file;
