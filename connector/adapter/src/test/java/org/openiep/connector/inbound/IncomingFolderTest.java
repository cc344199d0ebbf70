package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Party;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10Writer;

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

    @Test
    @DisplayName("After an upgrade, what an earlier version has received is found too, and checked by its name")
    void earlierVersion() throws IOException {
        try (IncomingFolder incoming = incoming("one")) {
            Path association = incoming.open(NORTH).path();
            Path good = ofEarlierVersion(association, 1, 0, "-m9");
            Path damaged = ofEarlierVersion(association, 2, 1, "");
            Path begun = Files.write(association.resolve("3.part"), new byte[10]);

            assertThat(IncomingFolder.arrivedIn(association))
                    .extracting(Arrived::object)
                    .singleElement()
                    .satisfies(object -> {
                        assertThat(object.file()).isEqualTo(good);
                        assertThat(object.from()).isEqualTo(NORTH);
                        assertThat(object.sopInstanceUid()).isEqualTo("2.25.3.1");
                        assertThat(object.studyInstanceUid()).isEqualTo("2.25.1");
                        assertThat(object.moveMessageId()).hasValue(9);
                    });
            assertThat(good).exists();
            assertThat(List.of(damaged, begun)).noneMatch(Files::exists);
        }
    }

    /** What a file without a mark holds, and how it can be checked, stood in its name. */
    private static Path ofEarlierVersion(Path association, int number, int damage, String move) throws IOException {
        Path file = association.resolve("written");
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.3." + number)
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1");
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        CRC32C crc = new CRC32C();
        crc.update(Files.readAllBytes(file));
        String checksum = HexFormat.of().toHexDigits((int) crc.getValue() + damage);
        return Files.move(file, association.resolve(number + "-" + Files.size(file) + "-" + checksum + move + ".dcm"));
    }
}
