package org.openiep.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.database.DatabaseProblem;
import org.openiep.queue.JobRun;
import org.openiep.queue.Stopped;

class OutageTest {
    @ParameterizedTest
    @CsvSource({"08006, true", "57P01, true", "57P03, true", "40P01, true", "23505, false", "42601, false"})
    @DisplayName("A database that is away is told from one that refuses, however deep the cause lies")
    void states(String state, boolean outage) {
        Exception problem = new EJBException(new IllegalStateException(new SQLException("said", state)));
        assertThat(Outage.causes(problem)).isEqualTo(outage);
    }

    @Test
    @DisplayName("A pool without a connection to give is an outage; a fault of ours is none")
    void poolAndFault() {
        assertThat(Outage.causes(new IllegalStateException(new SQLException("IJ000453: Unable to get connection"))))
                .isTrue();
        assertThat(Outage.causes(new IllegalStateException("fault"))).isFalse();
    }

    @Test
    @DisplayName("A restart of the database is waited out")
    void waitedOut() {
        AtomicInteger calls = new AtomicInteger();
        int answer = JobRun.waitingOut(
                () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new DatabaseProblem(new SQLException("terminating connection", "57P01"));
                    }
                    return 42;
                },
                () -> {});
        assertThat(answer).isEqualTo(42);
        assertThat(calls).hasValue(3);
    }

    @Test
    @DisplayName("Whoever waits for the database still hears that the server is stopping")
    void stopsWaiting() {
        assertThatExceptionOfType(Stopped.class)
                .isThrownBy(() -> JobRun.waitingOut(
                        () -> {
                            throw new DatabaseProblem(new SQLException("refused", "08001"));
                        },
                        () -> {
                            throw new Stopped();
                        }));
    }
}
