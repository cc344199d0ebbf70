package org.openiep.dicom.data;

/** An ordered set of data elements (PS3.5 section 7). */
public final class DataSet {}
