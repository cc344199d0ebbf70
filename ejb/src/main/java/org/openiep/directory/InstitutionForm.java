package org.openiep.directory;

/**
 * An institution as it is edited.
 *
 * @param odsCode Organisation Data Service code, 3 to 6 capital letters and digits
 * @param hosted its staff sign in here
 * @param namedRecipientRequired refuses transfers without the name of the person receiving (E11)
 * @param deliversByItself what reaches On IEP for it goes on to its PACS with nobody asking (I1)
 * @param patientIdPattern what its own patient IDs look like, a regular expression such as {@code S\d{7}}; empty for
 *     any (C7)
 */
public record InstitutionForm(
        String odsCode,
        String name,
        InstitutionKind kind,
        boolean hosted,
        boolean namedRecipientRequired,
        boolean deliversByItself,
        String patientIdPattern,
        boolean active) {}
