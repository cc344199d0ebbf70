package org.openiep.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionsTest {
    @Test
    @DisplayName("A6: a clinician sends and sees own transfers, without administration and reports")
    void clinician() {
        assertThat(Permissions.of(Role.CLINICIAN))
                .containsExactlyInAnyOrder(Permission.SEE_OWN_TRANSACTIONS, Permission.CREATE_TRANSFER);
    }

    @Test
    @DisplayName("A15: the PACS team handles transactions and only reads the administration")
    void pacsTeam() {
        assertThat(Permissions.of(Role.PACS_TEAM))
                .contains(Permission.HANDLE_TRANSACTIONS, Permission.SEE_INSTITUTION_TRANSACTIONS)
                .doesNotContain(Permission.EDIT_OWN_INSTITUTION, Permission.EDIT_EVERY_INSTITUTION);
    }

    @Test
    @DisplayName("A15: a system administrator sees no transaction by that role")
    void systemAdministrator() {
        assertThat(Permissions.of(Role.SYSTEM_ADMINISTRATOR))
                .contains(Permission.EDIT_EVERY_INSTITUTION)
                .doesNotContain(
                        Permission.SEE_OWN_TRANSACTIONS,
                        Permission.SEE_INSTITUTION_TRANSACTIONS,
                        Permission.SEE_REPORTS,
                        Permission.CREATE_TRANSFER,
                        Permission.HANDLE_TRANSACTIONS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"CLINICIAN", "PACS_TEAM", "INSTITUTION_ADMINISTRATOR"})
    @DisplayName("A15: only a system administrator reaches other institutions")
    void nobodyElseEditsEveryInstitution(Role role) {
        assertThat(Permissions.of(role)).doesNotContain(Permission.EDIT_EVERY_INSTITUTION);
    }

    @Test
    @DisplayName("A15: several roles add up")
    void rolesAddUp() {
        assertThat(Permissions.of(List.of(Role.CLINICIAN, Role.SYSTEM_ADMINISTRATOR)))
                .containsAll(Permissions.of(Role.CLINICIAN))
                .containsAll(Permissions.of(Role.SYSTEM_ADMINISTRATOR));
        assertThat(Permissions.of(List.of())).isEmpty();
    }
}
