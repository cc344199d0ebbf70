package org.openiep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.problem.Conflict;

@DisplayName("The interface")
class ProblemMapperTest {
    private static EJBException wrapped(Exception cause) {
        return new EJBException(cause);
    }

    @Test
    @DisplayName("asks to try again when the database is away, and not when it refuses a statement")
    void databaseAway() {
        Problem away = ProblemMapper.problem(wrapped(new IllegalStateException(new SQLException("said", "57P01"))));
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.detail()).contains("Try again in a moment");

        Problem fault = ProblemMapper.problem(wrapped(new IllegalStateException(new SQLException("said", "42601"))));
        assertThat(fault.status()).isEqualTo(500);
        assertThat(fault.detail()).doesNotContain("said");
    }

    @Test
    @DisplayName("says what is in the way, however deep it lies")
    void wrappedConflict() {
        Problem conflict = ProblemMapper.problem(wrapped(wrapped(new Conflict("It is Delivered now."))));
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.detail()).isEqualTo("It is Delivered now.");
    }
}
