package org.openiep.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarkedLinesTest {
    @Test
    @DisplayName("Bench: each line is passed on whole, with its mark, whatever another writes between its parts")
    void whole() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(new MarkedLines('1', all), true, UTF_8);
                PrintStream err = new PrintStream(new MarkedLines('2', all), true, UTF_8)) {
            out.print("half ");
            err.print("an error\n\n");
            out.print("a line, é\nnot ended");
        }
        assertThat(all.toString(UTF_8)).isEqualTo("2an error\n2\n1half a line, é\n");
    }
}
