/**
 * DICOM messages (PS3.7): the services C-ECHO, C-STORE, C-FIND and C-MOVE, asked for by a {@link
 * org.openiep.dicom.dimse.ServiceUser} and given by a {@link org.openiep.dicom.dimse.ServiceProvider}.
 */
package org.openiep.dicom.dimse;
