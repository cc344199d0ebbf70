/** File-sets on discs, sticks and in zips: the media directory, DICOMDIR (PS3.3 annex F, PS3.10 section 8, PS3.11 D). */
package org.openiep.dicom.media;
