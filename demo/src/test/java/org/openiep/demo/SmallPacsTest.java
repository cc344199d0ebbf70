package org.openiep.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

class SmallPacsTest {
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(3);
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(2);

    @TempDir
    Path folder;

    private SmallPacs north;
    private SmallPacs south;

    @BeforeEach
    void start() throws IOException {
        Ports ports = new Ports();
        north = new SmallPacs("NORTH", folder.resolve("north"), ports.free());
        south = new SmallPacs("SOUTH", folder.resolve("south"), ports.free());
        north.introduce("SOUTH", "127.0.0.1", south.port());
        north.start();
        south.start();
        north.add(CT);
        north.add(MR);
    }

    @AfterEach
    void stop() {
        north.close();
        south.close();
    }

    @Test
    void findsStudiesByPatientAndCountsTheirImages() throws IOException {
        DataSet keys = new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY")
                .put(Tag.PATIENT_ID, CT.patient().id())
                .put(Tag.STUDY_INSTANCE_UID, "")
                .put(Tag.MODALITIES_IN_STUDY, "")
                .put(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, "");

        assertThat(find(keys)).singleElement().satisfies(match -> {
            assertThat(match.string(Tag.STUDY_INSTANCE_UID)).contains(CT.studyInstanceUid());
            assertThat(match.string(Tag.MODALITIES_IN_STUDY)).contains("CT");
            assertThat(match.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES)).hasValue(3);
        });
    }

    @Test
    void matchesNamesDatesAndLists() throws IOException {
        DataSet study = new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, "");

        assertThat(find(study)).hasSize(2);
        assertThat(find(with(study, Tag.PATIENT_NAME, "fair*"))).hasSize(1);
        assertThat(find(with(study, Tag.PATIENT_NAME, "nobody*"))).isEmpty();
        assertThat(find(with(study, Tag.STUDY_DATE, "20261101-20261119"))).hasSize(1);
        assertThat(find(with(study, Tag.STUDY_DATE, "-20261130"))).hasSize(2);
        assertThat(find(with(study, Tag.STUDY_INSTANCE_UID, CT.studyInstanceUid(), MR.studyInstanceUid())))
                .hasSize(2);
    }

    @Test
    void findsSeriesAndImagesOfAStudy() throws IOException {
        DataSet series = new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, "SERIES")
                .put(Tag.STUDY_INSTANCE_UID, CT.studyInstanceUid())
                .put(Tag.SERIES_INSTANCE_UID, "");
        DataSet images = new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, "IMAGE")
                .put(Tag.STUDY_INSTANCE_UID, CT.studyInstanceUid())
                .put(Tag.SOP_INSTANCE_UID, "");

        assertThat(find(series)).hasSize(1);
        assertThat(find(images))
                .extracting(image -> image.string(Tag.SOP_INSTANCE_UID).orElseThrow())
                .containsExactlyInAnyOrder(CT.sopInstanceUid(1), CT.sopInstanceUid(2), CT.sopInstanceUid(3));
    }

    @Test
    void movesAStudyWithoutChangingAByteOfIt() throws IOException {
        List<MoveProgress> reports = new ArrayList<>();
        MoveProgress end = move(CT, "SOUTH", reports);

        assertThat(end.status()).isEqualTo(Status.SUCCESS);
        assertThat(end.completed()).isEqualTo(3);
        assertThat(reports).hasSize(3);
        assertThat(south.files(CT.studyInstanceUid()))
                .hasSize(3)
                .allSatisfy(file -> assertThat(file)
                        .hasSameBinaryContentAs(folder.resolve("north").resolve(file.getFileName())));
    }

    @Test
    void tellsOfAnUnknownDestinationAndOfARefusedImage() throws IOException {
        assertThat(move(CT, "NOWHERE", new ArrayList<>()).status()).isEqualTo(Status.MOVE_DESTINATION_UNKNOWN);

        south.refuse(CT.sopInstanceUid(2), Status.OUT_OF_RESOURCES);
        MoveProgress end = move(CT, "SOUTH", new ArrayList<>());
        assertThat(end.status()).isEqualTo(Status.MOVE_WITH_FAILURES);
        assertThat(end.failed()).isEqualTo(1);
        assertThat(south.files(CT.studyInstanceUid())).hasSize(2);
    }

    @Test
    void forgetsAStudyThatIsRemoved() throws IOException {
        north.remove(CT.studyInstanceUid());

        assertThat(north.files(CT.studyInstanceUid())).isEmpty();
        assertThat(north.files(MR.studyInstanceUid())).hasSize(2);
    }

    @Test
    void hasItsStudiesAgainAfterARestart() throws IOException {
        try (SmallPacs again = new SmallPacs("NORTH", folder.resolve("north"), new Ports().free())) {
            assertThat(again.files(CT.studyInstanceUid())).hasSize(3);
        }
    }

    @Test
    void talksToTheToolsOfDcmtk() throws IOException {
        String port = Integer.toString(north.port());
        Child.run(List.of("echoscu", "-aec", "NORTH", "127.0.0.1", port), folder, "");
        String found = Child.run(
                List.of(
                        "findscu",
                        "-S",
                        "-aec",
                        "NORTH",
                        "-k",
                        "QueryRetrieveLevel=STUDY",
                        "-k",
                        "PatientName=QUILL*",
                        "-k",
                        "StudyInstanceUID",
                        "127.0.0.1",
                        port),
                folder,
                "");
        assertThat(found).doesNotContain("StudyInstanceUID ");
        Path file = north.files(MR.studyInstanceUid()).get(0);
        Child.run(
                List.of("storescu", "-aec", "SOUTH", "127.0.0.1", Integer.toString(south.port()), file.toString()),
                folder,
                "");
        assertThat(south.files(MR.studyInstanceUid())).hasSize(1);
    }

    private static DataSet with(DataSet keys, int tag, String... values) {
        DataSet more = new DataSet();
        keys.forEach(more::put);
        return more.put(tag, values);
    }

    private List<DataSet> find(DataSet keys) throws IOException {
        List<DataSet> matches = new ArrayList<>();
        try (ServiceUser user = open(Uids.STUDY_ROOT_FIND)) {
            Response end = user.find(Uids.STUDY_ROOT_FIND, keys, matches::add);
            assertThat(end.status()).isEqualTo(Status.SUCCESS);
        }
        return matches;
    }

    private MoveProgress move(SampleStudy study, String destination, List<MoveProgress> reports) throws IOException {
        DataSet identifier = new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY")
                .put(Tag.STUDY_INSTANCE_UID, study.studyInstanceUid());
        try (ServiceUser user = open(Uids.STUDY_ROOT_MOVE)) {
            return user.move(Uids.STUDY_ROOT_MOVE, identifier, destination, 7, reports::add);
        }
    }

    private ServiceUser open(String service) throws IOException {
        return new ServiceUser(Association.open(
                "127.0.0.1",
                north.port(),
                new Proposal("NORTH", "TEST").service(service).request(),
                AssociationSettings.DEFAULT));
    }
}
