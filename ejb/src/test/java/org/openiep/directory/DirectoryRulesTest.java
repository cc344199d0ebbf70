package org.openiep.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.problem.FieldProblem;

class DirectoryRulesTest {
    private static List<String> fields(List<FieldProblem> problems) {
        return problems.stream().map(FieldProblem::field).toList();
    }

    private static NodeForm node(String aeTitle, String host, int port, String prefix, boolean source) {
        return new NodeForm(
                1, "PACS", aeTitle, "OPENIEP", host, port, source, false, true, false, prefix, 4, true, null);
    }

    @Test
    @DisplayName("A node that is described well is accepted")
    void acceptsNode() {
        assertThat(NodeRules.check(node("RX1 PACS", "10.1.2.3", 11112, "RWE", true)))
                .isEmpty();
        assertThat(NodeRules.check(node("A", "pacs-1.example.nhs.uk", 1, "", true)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "SEVENTEEN_LETTERS", "BACK\\SLASH", "\u00dcMLAUT", "TAB\tAE"})
    @DisplayName("An AE title outside the standard's repertoire and length is refused")
    void refusesAeTitle(String aeTitle) {
        assertThat(fields(NodeRules.check(node(aeTitle, "host", 104, "", true))))
                .containsExactly("aeTitle");
    }

    @Test
    @DisplayName("Every problem of a node is found")
    void findsEveryProblem() {
        assertThat(fields(NodeRules.check(node("", "two words", 65_536, "R*", false))))
                .containsExactly("aeTitle", "host", "port", "patientIdPrefix", "source");
    }

    private static NodeForm using(@Nullable NodeServices services) {
        return new NodeForm(1, "PACS", "RX1", "OPENIEP", "host", 104, true, true, true, false, "", 4, true, services);
    }

    @Test
    @DisplayName("A node whose services are not given has the usual ones")
    void usualServices() {
        NodeForm form = using(null);
        assertThat(form.services()).isEqualTo(NodeServices.USUAL);
        assertThat(NodeRules.check(form)).isEmpty();
    }

    @Test
    @DisplayName("Associations of a study, window and certificate name are checked")
    void checksServices() {
        NodeServices wrong = new NodeServices(
                RetrieveMethod.C_GET, 17, 0, TransportSecurity.PLAIN, "pacs.example", true, true, true);
        NodeServices right =
                new NodeServices(RetrieveMethod.C_GET, 16, 1, TransportSecurity.TLS, "pacs.example", true, true, true);
        assertThat(fields(NodeRules.check(using(wrong))))
                .containsExactly(
                        "services.associationsPerStudy", "services.asyncWindow", "services.certificateSubject");
        assertThat(NodeRules.check(using(right))).isEmpty();
    }

    @Test
    @DisplayName("An institution needs an ODS code, a name and a pattern that can be read")
    void institution() {
        InstitutionForm wrong =
                new InstitutionForm("rx", " ", InstitutionKind.NHS_TRUST, true, false, false, "S[0-9", true);
        InstitutionForm right = new InstitutionForm(
                "RX1", "Nottingham", InstitutionKind.NHS_TRUST, true, false, false, "S\\d{7}", true);
        assertThat(fields(InstitutionRules.check(wrong))).containsExactly("odsCode", "name", "patientIdPattern");
        assertThat(InstitutionRules.check(right)).isEmpty();
    }

    @Test
    @DisplayName("Other institutions learn a node's name, not where it is")
    void publishesNameOnly() {
        Node node = DirectorySamples.node(5, DirectorySamples.institution(1, "Leicester", false), false, true, true);
        NodeForm published = node.published().form();
        assertThat(published.name()).isEqualTo("Leicester PACS");
        assertThat(published.host() + published.aeTitle() + published.ourAeTitle() + published.patientIdPrefix())
                .isEmpty();
        assertThat(published.port()).isZero();
    }
}
