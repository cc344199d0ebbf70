package org.openiep.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.database.Sql;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10Writer;
import org.openiep.exchange.Priority;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.FolderImageStore;
import org.openiep.imaging.InstanceRows;
import org.openiep.queue.SampleExchange;

@DisplayName("What a hospital's PACS finds On IEP")
class SearchingTest {
    private static final String STUDY = "2.25.500";
    private static final long STRANGER = 99;

    @TempDir
    Path folder;

    private final SampleExchange exchange = new SampleExchange();
    private final Catalogue catalogue = new Catalogue();
    private final Searching searching = new Searching();
    private FolderImageStore store;

    @BeforeEach
    void assemble() {
        store = new FolderImageStore(folder.resolve("store"));
        wire(catalogue, exchange.database());
        wire(searching, catalogue, store);
    }

    /** A transfer of a study of two series, with two images and one, in a state. */
    private void hold(String status) throws IOException {
        TransferOrder order = exchange.order(Priority.NORMAL, STUDY);
        long entry = order.studies().get(0).entryId();
        List<InstanceRows.Arrived> images = new ArrayList<>();
        for (String uid : List.of("1.1", "1.2", "2.1")) {
            images.add(image(order.transactionId(), entry, STUDY + "." + uid, STUDY + "." + uid.charAt(0)));
        }
        try (Sql sql = Sql.open(exchange.database())) {
            new InstanceRows(sql).arrived(images, SampleExchange.NOW);
            sql.update("update study_entry set held = 3 where id = ?", entry);
            sql.update(
                    "update transaction set status = ?, on_iep_at = ? where id = ?",
                    status,
                    status.equals("UPLOADING") ? null : SampleExchange.NOW,
                    order.transactionId());
        }
    }

    private InstanceRows.Arrived image(long transaction, long entry, String uid, String series) throws IOException {
        Path file = folder.resolve(uid + ".dcm");
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.MR_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, uid)
                .put(Tag.STUDY_DATE, "20261120")
                .put(Tag.MODALITY, series.endsWith(".1") ? "MR" : "SR")
                .put(Tag.PATIENT_NAME, "Marchbanks^Ottoline")
                .put(Tag.PATIENT_ID, "S0000002")
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, series)
                .putInt(Tag.INSTANCE_NUMBER, uid.charAt(uid.length() - 1) - '0');
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        long size = Files.size(file);
        String name = store.accept(file, transaction, entry, uid, size);
        Files.delete(file);
        return new InstanceRows.Arrived(
                entry, uid, series, Uids.MR_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN, name, size, 0);
    }

    private List<DataSet> find(long institution, QueryLevel level, DataSet keys) {
        List<DataSet> found = new ArrayList<>();
        assertThat(searching.search(institution, level, keys.put(Tag.QUERY_RETRIEVE_LEVEL, level.name()), found::add))
                .isTrue();
        return found;
    }

    private static DataSet study() {
        return new DataSet()
                .put(Tag.STUDY_INSTANCE_UID, "")
                .put(Tag.PATIENT_NAME, "march*")
                .put(Tag.ACCESSION_NUMBER, "")
                .put(Tag.MODALITIES_IN_STUDY, "")
                .put(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, "");
    }

    @Test
    @DisplayName("Sender and receiver find the study with what its images say, nobody else does")
    void studies() throws Exception {
        hold("ON_IEP");
        for (long institution : List.of(SampleExchange.NORTH, SampleExchange.SOUTH)) {
            assertThat(find(institution, QueryLevel.STUDY, study()))
                    .singleElement()
                    .satisfies(match -> {
                        assertThat(match.string(Tag.STUDY_INSTANCE_UID)).hasValue(STUDY);
                        assertThat(match.string(Tag.PATIENT_NAME)).hasValue("Marchbanks^Ottoline");
                        assertThat(match.contains(Tag.ACCESSION_NUMBER)).isTrue();
                        assertThat(match.strings(Tag.MODALITIES_IN_STUDY)).containsExactlyInAnyOrder("MR", "SR");
                        assertThat(match.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES))
                                .hasValue(3);
                        assertThat(match.contains(Tag.PATIENT_ID)).isFalse();
                    });
        }
        assertThat(find(STRANGER, QueryLevel.STUDY, study())).isEmpty();
        assertThat(find(SampleExchange.NORTH, QueryLevel.STUDY, study().put(Tag.PATIENT_NAME, "Other*")))
                .isEmpty();
    }

    @Test
    @DisplayName("What is still arriving, was cancelled or has been purged is not found")
    void notYetAndNoLonger() throws Exception {
        for (String status : List.of("UPLOADING", "CANCELLED", "DECLINED", "PURGED")) {
            hold(status);
        }
        assertThat(find(SampleExchange.SOUTH, QueryLevel.STUDY, study())).isEmpty();
        assertThat(catalogue.objects(SampleExchange.SOUTH, List.of(STUDY), List.of(), List.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("A study of two transactions is found once, and each of its images once")
    void once() throws Exception {
        hold("DELIVERED");
        hold("ON_IEP");
        assertThat(find(SampleExchange.SOUTH, QueryLevel.STUDY, study())).hasSize(1);
        assertThat(catalogue.objects(SampleExchange.SOUTH, List.of(STUDY), List.of(), List.of()))
                .hasSize(3);
    }

    @Test
    @DisplayName("Series and images are found below their study; another hospital finds none of them")
    void below() throws Exception {
        hold("ON_IEP");
        DataSet series = new DataSet()
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, "")
                .put(Tag.MODALITY, "MR")
                .put(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, "");
        assertThat(find(SampleExchange.SOUTH, QueryLevel.SERIES, series))
                .singleElement()
                .satisfies(match -> assertThat(match.integer(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES))
                        .hasValue(2));
        DataSet images = new DataSet()
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, STUDY + ".1")
                .put(Tag.SOP_INSTANCE_UID, "")
                .put(Tag.INSTANCE_NUMBER, "2");
        assertThat(find(SampleExchange.SOUTH, QueryLevel.IMAGE, images))
                .extracting(match -> match.string(Tag.SOP_INSTANCE_UID).orElse(""))
                .containsExactly(STUDY + ".1.2");
        assertThat(find(STRANGER, QueryLevel.SERIES, series)).isEmpty();
        assertThat(find(STRANGER, QueryLevel.IMAGE, images)).isEmpty();
    }

    @Test
    @DisplayName("The level and its keys are checked before anything is looked for")
    void levels() {
        DataSet patient = new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "PATIENT");
        assertThat(QueryLevel.of(patient)).isEmpty();
        assertThat(QueryLevel.SERIES.isSearchable(new DataSet())).isFalse();
        assertThat(QueryLevel.STUDY.isSearchable(new DataSet())).isTrue();
        assertThat(QueryLevel.STUDY.isRetrievable(new DataSet())).isFalse();
        assertThat(QueryLevel.IMAGE.isRetrievable(
                        new DataSet().put(Tag.STUDY_INSTANCE_UID, "2.25.1").put(Tag.SOP_INSTANCE_UID, "2.25.2")))
                .isTrue();
    }
}
