/** Other transfer syntaxes on the way, without loss: another encoding of the data set, compressed pixels undone. */
package org.openiep.dicom.convert;
