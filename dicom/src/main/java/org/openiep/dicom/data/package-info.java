/**
 * Data sets: elements, value representations, the data dictionary, character sets, and the encodings of PS3.5. Nothing
 * here knows files or networks.
 */
package org.openiep.dicom.data;
