package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkArchive;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Pacs;
import org.openiep.acceptance.peer.PixelMedArchive;
import org.openiep.demo.SampleStudy;

/** Studies go between PACS that others wrote, and arrive as they were. */
@ExtendWith(World.Shared.class)
class PeersIT {
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(30);

    private final World world;
    private final Path folder;

    PeersIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("peers");
    }

    @Test
    @DisplayName("D13, G6: from Orthanc to Orthanc, every object with the same UIDs, elements and pixel data")
    void orthancToOrthanc() throws IOException {
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        List<Path> files = CT.write(folder.resolve("ct"));
        try (Orthanc source = new Orthanc("ORTHANCA", folder.resolve("a"), exchange);
                Orthanc destination = new Orthanc("ORTHANCB", folder.resolve("b"), exchange)) {
            source.start();
            source.load(files);
            destination.start();
            delivers(source, destination, CT, folder.resolve("ct"));
        }
    }

    @Test
    @DisplayName("D13, G6: from DCMTK's archive to DCMTK's storescp, every object as it was")
    void dcmtkToDcmtk() throws IOException {
        SampleStudy mr = SampleStudy.HEAD_MR;
        mr.write(folder.resolve("mr"));
        try (DcmtkArchive source =
                        new DcmtkArchive("DCMQRSCPA", folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
                DcmtkReceiver destination = new DcmtkReceiver("STORESCPB", folder.resolve("b"))) {
            source.start();
            source.load(folder.resolve("mr"));
            destination.start();
            delivers(source, destination, mr, folder.resolve("mr"));
        }
    }

    @Test
    @DisplayName("D13, G6: from DCMTK's archive to Orthanc, a radiograph")
    void dcmtkToOrthanc() throws IOException {
        SampleStudy cr = SampleStudy.CHEST_CR;
        cr.write(folder.resolve("cr"));
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        try (DcmtkArchive source = new DcmtkArchive("DCMQRSCPC", folder.resolve("a"), exchange);
                Orthanc destination = new Orthanc("ORTHANCC", folder.resolve("b"), exchange)) {
            source.start();
            source.load(folder.resolve("cr"));
            destination.start();
            delivers(source, destination, cr, folder.resolve("cr"));
        }
    }

    @Test
    @DisplayName("D13, G6: from PixelMed's server to PixelMed's server, every object as it was")
    void pixelMedToPixelMed() throws IOException {
        SampleStudy mr = SampleStudy.HEAD_MR;
        mr.write(folder.resolve("mr2"));
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        try (PixelMedArchive source = new PixelMedArchive("PIXELMEDA", folder.resolve("pa"), exchange);
                PixelMedArchive destination = new PixelMedArchive("PIXELMEDB", folder.resolve("pb"), exchange)) {
            source.start();
            source.load(folder.resolve("mr2"));
            destination.start();
            delivers(source, destination, mr, folder.resolve("mr2"));
        }
    }

    private void delivers(Pacs source, Pacs destination, SampleStudy study, Path sent) throws IOException {
        Hospital a = world.hospital("Ashby");
        Hospital b = world.hospital("Barrow");
        Hospital.Node from = a.connect(source);
        b.connect(destination);

        String reference =
                Transfers.create(a, Transfers.form(a, from, b, study.patient().id()));
        JsonNode delivered = Transfers.awaitStatus(b, reference, "DELIVERED");

        assertThat(delivered.path("row").path("delivered").asInt()).isEqualTo(study.images());
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived")))).isEqualTo(Dump.of(sent));
    }
}
