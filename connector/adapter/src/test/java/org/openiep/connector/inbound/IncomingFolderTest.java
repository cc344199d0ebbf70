package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Party;

class IncomingFolderTest {
    private static final Party NORTH = new Party("NORTHPACS", "OPENIEP", "127.0.0.1");

    @TempDir
    Path folder;

    private IncomingFolder incoming(String server) throws IOException {
        return new IncomingFolder(folder.resolve(server), Duration.ZERO);
    }

    /** What an association leaves: one object that is complete, one that is not. */
    private static Path receive(IncomingFolder incoming) throws IOException {
        Path association = incoming.open(NORTH).path();
        Files.writeString(association.resolve("1.received"), "begun");
        Files.writeString(association.resolve("2-4-0.dcm"), "done");
        return association;
    }

    @Test
    @DisplayName("D13: what a server received that is gone is taken over by another, once")
    void takenOver() throws IOException {
        Path left;
        try (IncomingFolder gone = incoming("one")) {
            left = receive(gone);
        }
        try (IncomingFolder other = incoming("two")) {
            assertThat(other.leftOver()).singleElement().satisfies(taken -> {
                assertThat(taken).hasParent(folder.resolve("two"));
                assertThat(taken.resolve("2-4-0.dcm")).exists();
            });
            assertThat(left).doesNotExist();
            assertThat(other.leftOver()).isEmpty();
        }
    }

    @Test
    @DisplayName("What a server receives that lives is left to it")
    void left() throws IOException {
        try (IncomingFolder alive = incoming("one");
                IncomingFolder other = incoming("two")) {
            Path association = receive(alive);
            assertThat(other.leftOver()).isEmpty();
            assertThat(association.resolve("1.received")).exists();
        }
    }

    @Test
    @DisplayName("A server finds what its own earlier life received, once")
    void earlierLife() throws IOException {
        Path left;
        try (IncomingFolder before = incoming("one")) {
            left = receive(before);
        }
        try (IncomingFolder again = incoming("one")) {
            assertThat(again.leftOver()).containsExactly(left);
            assertThat(again.leftOver()).isEmpty();
        }
    }

    @Test
    @DisplayName("Two servers of one name are told from each other: the second does not start, and hears why")
    void oneName() throws IOException {
        try (IncomingFolder first = incoming("one")) {
            assertThat(first.leftOver()).isEmpty();
            assertThatIOException().isThrownBy(() -> incoming("one")).withMessageContaining("jboss.node.name");
        }
    }
}
