package org.openiep.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.directory.DirectorySamples;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.directory.OurAeTitles;
import org.openiep.exchange.Priority;
import org.openiep.problem.FieldProblem;

class RouteRulesTest {
    private final Institution north = DirectorySamples.institution(1, "North", false);
    private final Institution south = DirectorySamples.institution(2, "South", false);
    private final Node scanner = DirectorySamples.node(1, north, true, false, true);
    private final Node archive = DirectorySamples.node(2, north, true, true, true);
    private final Node pacs = DirectorySamples.node(3, south, true, true, true);
    private final Node workstation = DirectorySamples.node(4, south, true, false, true);

    private static RouteForm form(String called, String modality, String description, int place) {
        return new RouteForm(1, called, modality, description, 3, Priority.NORMAL, place, true);
    }

    @Test
    @DisplayName("I11: a route from a node to a node of another institution is accepted")
    void accepted() {
        assertThat(RouteRules.check(form("OPENIEP", "CT, MR", "*head*", 100), scanner, pacs, ours()))
                .isEmpty();
        assertThat(RouteRules.check(form("OPENIEP", "", "", 1), scanner, pacs, ours()))
                .isEmpty();
    }

    @Test
    @DisplayName("I11: every field that is wrong is named")
    void refused() {
        assertThat(RouteRules.check(form("OTHER", "C\\T", "x".repeat(65), 1000), null, null, ours()))
                .extracting(FieldProblem::field)
                .containsExactly("callingNode", "calledAeTitle", "modality", "description", "destinationNode", "place");
    }

    @Test
    @DisplayName("I11: a route does not lead home, nor to a node that does not receive")
    void destinations() {
        assertThat(RouteRules.check(form("OPENIEP", "", "", 1), scanner, archive, ours()))
                .extracting(FieldProblem::field)
                .containsExactly("destinationNode");
        assertThat(RouteRules.check(form("OPENIEP", "", "", 1), scanner, workstation, ours()))
                .extracting(FieldProblem::field)
                .containsExactly("destinationNode");
    }

    @ParameterizedTest(name = "modality {0}, description {1}: study {2}, {3} is taken: {4}")
    @CsvSource({
        "'', '', CT, anything, true",
        "'CT, MR', '', MR, '', true",
        "'CT, MR', '', CR, '', false",
        "'CT', '', C, '', false",
        "'', 'head', CT, 'CT HEAD plain', true",
        "'', 'head*contrast', CT, 'CT Head with contrast', true",
        "'', 'contrast*head', CT, 'CT Head with contrast', false",
        "'', 'h??d', CT, 'ct hand', true",
        "'', 'h??d', CT, 'ct hd', false",
        "'', '.*', CT, 'ct hd', false",
        "CT, stroke, CT, 'Stroke protocol', true",
        "CT, stroke, MR, 'Stroke protocol', false",
        "'', '*a*a*a*a*a*a*a*a*a*a*b', CT, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false"
    })
    @DisplayName("I11: a route takes by modality and by part of the description")
    void takes(String modality, String description, String itsModality, String itsDescription, boolean taken) {
        Route route = new Route(form("OPENIEP", modality, description, 1), scanner, pacs, "Test", Instant.EPOCH);
        assertThat(route.takes(itsModality, itsDescription)).isEqualTo(taken);
    }

    private static OurAeTitles ours() {
        return OurAeTitles.ofEnvironment();
    }
}
