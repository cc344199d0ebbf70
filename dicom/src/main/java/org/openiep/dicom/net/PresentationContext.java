package org.openiep.dicom.net;

/**
 * A presentation context that both sides agreed on.
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax SOP class UID
 * @param transferSyntax UID of the encoding of every data set in it
 */
public record PresentationContext(int id, String abstractSyntax, String transferSyntax) {}
