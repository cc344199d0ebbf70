package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationAbortedException;
import org.openiep.dicom.net.AssociationRejectedException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.PeerUnreachableException;

@DisplayName("We as service user, DCMTK as provider")
class WeUseDcmtkTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("storescp answers our echo and keeps our objects as they are")
    void store() throws Exception {
        int port = Tool.freePort();
        Path small = Objects.file(folder, 1, 128);
        Path large = Objects.file(folder, 2, 3_000_000);
        Path received = Files.createDirectory(folder.resolve("received"));
        try (Tool scp = Tool.start(folder, "storescp", "+B", "-od", received.toString(), Integer.toString(port))
                        .listening(port);
                ServiceUser user = open(
                        port,
                        new Proposal("STORESCP", "OURS")
                                .service(Uids.VERIFICATION)
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
            assertThat(user.echo()).isEqualTo(Status.SUCCESS);
            assertThat(user.store(small, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            assertThat(user.store(large, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            assertThat(scp.isRunning()).isTrue();
        }
        assertThat(sameObject(received.resolve("CT.2.25.103.1"), small)).isTrue();
        assertThat(sameObject(received.resolve("CT.2.25.103.2"), large)).isTrue();
    }

    private static boolean sameObject(Path one, Path other) throws Exception {
        return Part10File.open(one)
                .read(ReadOptions.WHOLE)
                .equals(Part10File.open(other).read(ReadOptions.WHOLE));
    }

    @Test
    @DisplayName("An encoding that storescp does not take is told apart before anything is sent")
    void notAccepted() throws Exception {
        int port = Tool.freePort();
        Path file = Objects.file(folder, 1, 128);
        try (Tool scp = Tool.start(folder, "storescp", "+xi", Integer.toString(port))
                        .listening(port);
                ServiceUser user = open(
                        port,
                        new Proposal("STORESCP", "OURS")
                                .service(Uids.VERIFICATION)
                                .storage(Uids.CT_IMAGE, Uids.JPEG_2000_LOSSLESS))) {
            assertThatThrownBy(() -> user.store(file, Optional.empty()))
                    .isInstanceOf(NotAcceptedException.class)
                    .hasMessageContaining("CT Image Storage");
            assertThat(user.echo()).isEqualTo(Status.SUCCESS);
            assertThat(scp.isRunning()).isTrue();
        }
    }

    @Test
    @DisplayName("A rejection keeps result, source and reason")
    void rejected() throws Exception {
        int port = Tool.freePort();
        try (Tool scp = Tool.start(folder, "storescp", "--refuse", Integer.toString(port))
                .listening(port)) {
            assertThatThrownBy(() -> open(port, new Proposal("STORESCP", "OURS").service(Uids.VERIFICATION)))
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            e -> assertThat(e.reject().words()).isEqualTo("rejected-permanent, no reason given"));
            assertThat(scp.isRunning()).isTrue();
        }
    }

    @Test
    @DisplayName("A peer that aborts in the middle of an object is told apart from a broken connection")
    void aborted() throws Exception {
        int port = Tool.freePort();
        Path file = Objects.file(folder, 1, 1_000_000);
        try (Tool scp = Tool.start(folder, "storescp", "--abort-after", Integer.toString(port))
                        .listening(port);
                ServiceUser user = open(
                        port,
                        new Proposal("STORESCP", "OURS").storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
            assertThatThrownBy(() -> user.store(file, Optional.empty()))
                    .isInstanceOf(AssociationAbortedException.class);
            assertThat(scp.isRunning()).isTrue();
        }
    }

    @Test
    @DisplayName("Nobody listening is unreachable, in plain words")
    void unreachable() throws Exception {
        int port = Tool.freePort();
        assertThatThrownBy(() -> open(port, new Proposal("X", "OURS").service(Uids.VERIFICATION)))
                .isInstanceOf(PeerUnreachableException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    @DisplayName("dcmqrscp finds and moves a study to us")
    void findAndMove() throws Exception {
        int port = Tool.freePort();
        try (Archive archive = new Archive("OURS");
                Tool pacs = Qrscp.start(folder, port, archive.server.port());
                ServiceUser user = open(
                        port,
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_FIND)
                                .service(Uids.STUDY_ROOT_MOVE)
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
            for (int number = 1; number <= 3; number++) {
                assertThat(user.store(Objects.file(folder, number, 4096), Optional.empty())
                                .status())
                        .isEqualTo(Status.SUCCESS);
            }

            List<DataSet> found = new ArrayList<>();
            DataSet keys = new DataSet()
                    .put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY")
                    .put(Tag.PATIENT_ID, "T-1")
                    .put(Tag.STUDY_INSTANCE_UID);
            assertThat(user.find(Uids.STUDY_ROOT_FIND, keys, found::add).status())
                    .isEqualTo(Status.SUCCESS);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).string(Tag.STUDY_INSTANCE_UID)).contains(Objects.STUDY);

            List<MoveProgress> pending = new ArrayList<>();
            DataSet study =
                    new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Objects.STUDY);
            MoveProgress end = user.move(Uids.STUDY_ROOT_MOVE, study, "OURS", 4711, pending::add);

            assertThat(end.status()).as(pacs.output()).isEqualTo(Status.SUCCESS);
            assertThat(end.completed()).isEqualTo(3);
            assertThat(pending).isNotEmpty();
            assertThat(archive.objects).hasSize(3);
            assertThat(archive.objects.get("2.25.103.2")).isEqualTo(Objects.image(2, 4096));
            assertThat(archive.originators()).containsOnly(Optional.of(new MoveOriginator("OURS", 4711)));
        }
    }

    @Test
    @DisplayName("A destination that dcmqrscp does not know fails with its status")
    void unknownDestination() throws Exception {
        int port = Tool.freePort();
        try (Tool pacs = Qrscp.start(folder, port, 1);
                ServiceUser user = open(
                        port,
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_MOVE)
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN))) {
            user.store(Objects.file(folder, 1, 4096), Optional.empty());
            DataSet study =
                    new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Objects.STUDY);
            MoveProgress end = user.move(Uids.STUDY_ROOT_MOVE, study, "NOBODY", 1, progress -> {});
            assertThat(end.status()).as(pacs.output()).isEqualTo(Status.MOVE_DESTINATION_UNKNOWN);
        }
    }

    private static ServiceUser open(int port, Proposal proposal) throws Exception {
        return new ServiceUser(Association.open("127.0.0.1", port, proposal.request(), AssociationSettings.DEFAULT));
    }
}
