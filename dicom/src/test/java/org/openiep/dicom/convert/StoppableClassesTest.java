package org.openiep.dicom.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A library with a loop that has no end")
class StoppableClassesTest {
    private final BoundedCalls calls = new BoundedCalls("Counting", 1, 1, Duration.ZERO);

    private static Callable<?> stoppable(Class<?> library) throws ReflectiveOperationException {
        return made(new StoppableClasses(StoppableClassesTest.class.getClassLoader(), library.getName()), library);
    }

    private static Callable<?> made(StoppableClasses copies, Class<?> library) throws ReflectiveOperationException {
        var constructor = copies.loadClass(library.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Callable<?>) constructor.newInstance();
    }

    private void call(Callable<?> library, Duration allowed) throws IOException {
        calls.call(allowed, () -> {
            try {
                return library.call();
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {Plain.class, Catching.class, Choosing.class})
    @DisplayName("ends soon after its time, and its place is free")
    void ends(Class<?> library) throws ReflectiveOperationException {
        Callable<?> endless = stoppable(library);

        assertThatThrownBy(() -> call(endless, Duration.ofMillis(20))).hasMessageContaining("given up");

        await().untilAsserted(() -> assertThat(calls.stuck()).isZero());
    }

    @Test
    @DisplayName("is not disturbed on another thread, or while it has time")
    void works() throws Exception {
        assertThat(stoppable(Counting.class).call()).isEqualTo(4_999_950_000L);
        call(stoppable(Counting.class), Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("is not ended while a class of it is initialized, which would never be usable again")
    void initialized() throws Exception {
        var copies = new StoppableClasses(StoppableClassesTest.class.getClassLoader(), Table.class.getName());
        BoundedCalls.Call<Object> first = () -> {
            // As if the time had run out just then.
            ((Deadline.Worker) Thread.currentThread()).timeIsOver();
            return sum(copies);
        };

        assertThat(calls.<Object>call(Duration.ofMinutes(1), first)).isEqualTo(4950L);
        assertThat(sum(copies)).isEqualTo(4950L);
    }

    private static Object sum(StoppableClasses copies) throws IOException {
        try {
            return made(copies, Table.class).call();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Test
    @DisplayName("is not there: that is said with its name")
    void missing() {
        var copies = new StoppableClasses(StoppableClassesTest.class.getClassLoader(), "nowhere.");

        assertThatThrownBy(() -> copies.loadClass("nowhere.Library"))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage("nowhere.Library");
    }

    private static final class Plain implements Callable<Long> {
        @Override
        public Long call() {
            while (true) {
                Thread.onSpinWait();
            }
        }
    }

    /** What ends its inner loop does not leave the outer one. */
    private static final class Catching implements Callable<Long> {
        @Override
        public Long call() {
            while (true) {
                try {
                    while (true) {
                        Thread.onSpinWait();
                    }
                } catch (Throwable t) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    private static final class Choosing implements Callable<Long> {
        private int count;

        @Override
        public Long call() {
            do {
                switch (count) {
                    case 0 -> count = 1;
                    case 1 -> count = 2;
                    case 70_000 -> count = 70_001;
                    default -> count = 0;
                }
            } while (count >= 0);
            return 0L;
        }
    }

    private static final class Table implements Callable<Long> {
        private static final long SUM;

        static {
            long sum = 0;
            for (int i = 0; i < 100; i++) {
                sum += i;
            }
            SUM = sum;
        }

        @Override
        public Long call() {
            return SUM;
        }
    }

    private static final class Counting implements Callable<Long> {
        @Override
        public Long call() {
            long sum = 0;
            for (int i = 0; i < 100_000; i++) {
                sum += i;
            }
            return sum;
        }
    }
}
