package org.openiep.dicom.net;

/**
 * SCP/SCU role selection (PS3.7 D.3.3.4).
 *
 * @param sopClassUid of which class
 * @param scu may the requestor be SCU?
 * @param scp may the requestor be SCP?
 */
public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
