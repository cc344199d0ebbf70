package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do and see what, by the API. */
@ExtendWith(World.Shared.class)
class AccessIT {
    private static final int NOBODY_LISTENS = 1;

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Hospital third;
    private final Hospital.Node from;
    private final Hospital.Node to;

    AccessIT(World world) throws IOException {
        this.world = world;
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        third = world.hospital("Corby");
        from = a.connect("ACCESS" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        to = b.connect("ACCESS" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
    }

    @Test
    @DisplayName("A8: sender and receiver see a transfer, a third hospital neither lists nor opens nor touches it")
    void thirdHospitalSeesNothing() throws IOException {
        String reference = created();
        String address = "/api/v1/transactions/" + reference;

        assertThat(a.list()).hasSize(1);
        assertThat(b.list()).hasSize(1);
        assertThat(third.list()).isEmpty();
        Api stranger = third.pacsTeam().api();
        assertThat(stranger.get(address).status()).isEqualTo(404);
        for (String action : List.of("/download", "/retry", "/fix-up")) {
            assertThat(stranger.post(address + action, Api.JSON.createObjectNode())
                            .status())
                    .as(action)
                    .isEqualTo(404);
        }
        ObjectNode message = Api.JSON.createObjectNode().put("text", "Hello");
        assertThat(stranger.post(address + "/messages", message).status()).isEqualTo(404);
        ObjectNode reason = Api.JSON.createObjectNode().put("reason", "Mine");
        assertThat(stranger.post(address + "/cancel", reason).status()).isEqualTo(404);
        assertThat(Transfers.details(a, reference).path("messages")).isEmpty();
    }

    @Test
    @DisplayName("A8: another clinician of the same hospital does not see it, the PACS team does")
    void otherClinician() throws IOException {
        String reference = created();
        Hospital.Person other = world.person(world.systemAdministrator(), a.id(), "Other", "x" + a.id(), "CLINICIAN");
        assertThat(other.api().get("/api/v1/transactions/" + reference).status())
                .isEqualTo(404);
        assertThat(a.pacsTeam().api().get("/api/v1/transactions/" + reference).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("A1: no sign-in and a wrong password are refused with the same answer, five times lock")
    void signIn() throws IOException {
        Hospital.Person person = a.clinician();
        Api.Answer unknown =
                world.api("nobody@nowhere.example", "not the password").get("/api/v1/me");
        Api.Answer wrong = world.api(person.email(), "not the password").get("/api/v1/me");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(wrong).isEqualTo(unknown);
        for (int i = 0; i < 4; i++) {
            world.api(person.email(), "still not the password " + i).get("/api/v1/me");
        }
        assertThat(person.api().get("/api/v1/me")).as("locked").isEqualTo(unknown);
    }

    @Test
    @DisplayName("A6: a clinician keeps no institutions, nodes or people")
    void clinicianIsNoAdministrator() throws IOException {
        Api clinician = a.clinician().api();
        ObjectNode empty = Api.JSON.createObjectNode();
        assertThat(clinician.get("/api/v1/people").status()).isEqualTo(403);
        assertThat(clinician.put("/api/v1/nodes/" + from.id(), from.form()).status())
                .isEqualTo(403);
        assertThat(clinician.post("/api/v1/nodes/" + from.id() + "/test", empty).status())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("D1, B7: nobody searches or sends from the PACS of another hospital")
    void otherHospitalsPacs() throws IOException {
        ObjectNode search = Api.JSON.createObjectNode().put("node", to.id()).put("patientId", "S1234567");
        Api.Answer searched = a.clinician().api().post("/api/v1/studies/search", search);
        assertThat(searched.status()).as("%s", searched).isIn(400, 403, 404);
        ObjectNode form = form();
        form.put("sourceNode", to.id());
        Api.Answer created = a.clinician().api().post("/api/v1/transactions", form);
        assertThat(created.problem("sourceNode")).contains("your own PACS");
    }

    @Test
    @DisplayName("A8: an institution's administrator changes nothing of another institution")
    void administratorOfOneInstitution() throws IOException {
        Hospital.Person administrator =
                world.person(world.systemAdministrator(), a.id(), "Admin", "y" + a.id(), "INSTITUTION_ADMINISTRATOR");
        assertThat(administrator
                        .api()
                        .put("/api/v1/nodes/" + from.id(), from.form())
                        .status())
                .isEqualTo(200);
        assertThat(administrator
                        .api()
                        .put("/api/v1/nodes/" + to.id(), to.form())
                        .status())
                .isIn(403, 404);
        ObjectNode moved = from.form().deepCopy().put("institution", b.id());
        assertThat(administrator
                        .api()
                        .post("/api/v1/nodes", moved.put("aeTitle", "STOLEN" + a.id()))
                        .status())
                .isIn(400, 403, 404);
    }

    @Test
    @DisplayName("The system administrator sees no patient data")
    void systemAdministratorSeesNoPatients() throws IOException {
        String reference = created();
        Api administrator = world.systemAdministrator();
        assertThat(administrator.get("/api/v1/transactions/" + reference).status())
                .isIn(403, 404);
        Api.Answer list = administrator.get("/api/v1/transactions?tab=ALL");
        assertThat(list.status() == 403 || list.body().path("rows").isEmpty())
                .as("%s", list)
                .isTrue();
    }

    private String created() throws IOException {
        return Transfers.create(a, form());
    }

    private ObjectNode form() throws IOException {
        ObjectNode form = (ObjectNode) Api.JSON.readTree("""
                {"toInstitution": %d, "sourceNode": %d, "patientChecked": true, "priority": "NORMAL",
                 "patient": {"patientId": "S1234567", "lastName": "Fairweather", "firstName": "Eleanor",
                             "dateOfBirth": "1957-03-14", "gender": "FEMALE", "nhsNumber": "9990000018"},
                 "studies": [{"studyInstanceUid": "1.2.826.0.1.999.2", "modalities": "CT", "description": "CT head",
                              "accessionNumber": "A1", "images": 2}]}
                """.formatted(b.id(), from.id()));
        return form.put("submission", UUID.randomUUID().toString());
    }
}
