package org.openiep.web.admin;

/** A value to choose with its words. */
public record Choice(String value, String label) {

    public String getValue() {
        return value;
    }

    public String getLabel() {
        return label;
    }
}
