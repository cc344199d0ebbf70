package org.openiep.dicom.data;

/** One data element (PS3.5 section 7.1). Elements are not changed; a {@link DataSet} replaces them. */
public sealed interface Element permits ValueElement, SequenceElement, FragmentsElement, OmittedElement {
    /** Group in the upper, element in the lower 16 bits. */
    int tag();

    VR vr();

    /** Is there no value, no item, no fragment? */
    boolean isEmpty();
}
