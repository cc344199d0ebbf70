/**
 * DICOM messages (PS3.7): the services C-ECHO, C-STORE, C-FIND, C-GET, C-MOVE and storage commitment, asked for by a {@link
 * org.openiep.dicom.dimse.ServiceUser} and given by a {@link org.openiep.dicom.dimse.ServiceProvider}.
 */
package org.openiep.dicom.dimse;
