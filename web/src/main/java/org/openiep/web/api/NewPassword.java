package org.openiep.web.api;

/**
 * A new password for a person.
 *
 * @param password 12 to 200 characters
 */
public record NewPassword(String password) {

    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
