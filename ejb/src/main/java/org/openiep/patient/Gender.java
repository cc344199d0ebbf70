package org.openiep.patient;

/** Patient's Sex (0010,0040) and the NHS Data Dictionary's person stated gender, as far as both know it. */
public enum Gender {
    FEMALE("F"),
    MALE("M"),
    OTHER("O"),
    UNKNOWN("");

    private final String dicom;

    Gender(String dicom) {
        this.dicom = dicom;
    }

    /** The code in (0010,0040); empty for unknown. */
    public String dicom() {
        return dicom;
    }
}
