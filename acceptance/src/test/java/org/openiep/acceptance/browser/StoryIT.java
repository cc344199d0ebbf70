package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SampleStudy;

/** The main job as the people at both ends see it, and as nobody else does. */
@ExtendWith(World.Shared.class)
class StoryIT {
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(30);

    /** Some 16 MB at this rate take long enough for people to see them move. */
    private static final long SLOW = 4_000_000;

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Hospital third;
    private final SlowLink toExchange;
    private final Orthanc source;
    private final Orthanc destination;
    private final Path folder;

    StoryIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("story");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        third = world.hospital("Corby");
        toExchange = new SlowLink(world.dicomPort(), SLOW);
        source = new Orthanc("STORY" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new Orthanc("STORY" + b.id(), folder.resolve("b"), Map.of(World.AE_TITLE, world.dicomPort()));
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        source.load(CT.write(folder.resolve("ct")));
        destination.start();
        a.connect(source);
        b.connect(destination);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        destination.close();
        toExchange.close();
    }

    @Test
    @DisplayName("J5, G3, A8: a blue-light CT goes from PACS to PACS; both ends see it move, a third hospital nothing")
    void blueLight() throws IOException {
        try (Browser sender = new Browser(world);
                Browser receiver = new Browser(world)) {
            receiver.signIn(b.pacsTeam()).click("a[data-tab=ALL]").sees("a[data-tab=ALL][aria-current]");
            watch(receiver);
            sender.signIn(a.clinician());

            String reference = NewTransfer.begin(sender)
                    .to(b)
                    .of(CT.patient())
                    .tick()
                    .blueLight()
                    .send();
            sender.open("/home?tab=ALL").sees(row(reference), "Blue light");
            watch(sender);

            sender.sees(row(reference), "Delivered").sees(row(reference), "30 images");
            seenMoving(sender, reference);
            sender.click(row(reference) + " a.open").sees("#body", "30 of 30 images");

            receiver.sees(row(reference), "Delivered").sees(row(reference), "30 images, waiting for verification");
            seenMoving(receiver, reference);
            assertThat(receiver.texts(row(reference) + " .dir")).containsExactly("In");
            assertThat(destination.exportTo(folder.resolve("arrived"))).isDirectoryContaining("glob:**.dcm");

            receiver.signOut();
            seesNothingOf(reference, receiver.signIn(third.pacsTeam()));
        }
    }

    private static void seesNothingOf(String reference, Browser stranger) {
        for (String tab : List.of("ACTION_REQUIRED", "ACCEPTED", "IN_PROGRESS", "FAILED", "ALL")) {
            stranger.open("/home?tab=" + tab).sees("#rows", "Nothing here.");
        }
        assertThat(stranger.texts("#tabs .count")).containsOnly("0");
        assertThat(stranger.statusOf("/details?ref=" + reference)).isEqualTo(404);
        assertThat(stranger.open("/details?ref=" + reference).text("body"))
                .contains("There is no such page")
                .doesNotContain(CT.patient().lastName());
    }

    /** From now on the page notes what its list says; another page would not know of it. */
    private static void watch(Browser browser) {
        browser.script("""
                window.noted = [];
                new MutationObserver(() => window.noted.push(document.getElementById('rows').innerText))
                    .observe(document.getElementById('rows'), {childList: true, subtree: true, characterData: true});
                """);
    }

    private static void seenMoving(Browser browser, String reference) {
        String noted = browser.script("return (window.noted || ['the page was loaded anew']).join()")
                .toString();
        assertThat(noted)
                .as("what Home showed of %s without a reload", reference)
                .containsPattern("\\d+ of 30 images");
    }

    private static String row(String reference) {
        return "#rows tr[data-reference='" + reference + "']";
    }
}
