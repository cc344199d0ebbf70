/** Changes of headers on the way, with the record of them that the standard asks for (PS3.3 C.12.1). */
package org.openiep.dicom.edit;
