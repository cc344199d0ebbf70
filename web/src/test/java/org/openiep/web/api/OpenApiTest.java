package org.openiep.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.board.LanesView;
import org.openiep.board.Stock;
import org.openiep.calling.AnswerTime;
import org.openiep.directory.InstitutionForm;
import org.openiep.directory.InstitutionKind;
import org.openiep.directory.InstitutionView;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeServices;
import org.openiep.directory.NodeView;
import org.openiep.directory.RetrieveMethod;
import org.openiep.directory.TransportSecurity;
import org.openiep.exchange.Action;
import org.openiep.exchange.Direction;
import org.openiep.exchange.ListPage;
import org.openiep.exchange.ListQuery;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priority;
import org.openiep.exchange.PriorityReason;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.SentBefore;
import org.openiep.exchange.Status;
import org.openiep.exchange.Step;
import org.openiep.exchange.StudyChoice;
import org.openiep.exchange.Tab;
import org.openiep.exchange.TransactionDetails;
import org.openiep.exchange.TransactionRow;
import org.openiep.exchange.TransactionType;
import org.openiep.nodetest.NodeTestResult;
import org.openiep.outage.StoreTrouble;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;
import org.openiep.people.Permission;
import org.openiep.people.PersonForm;
import org.openiep.people.PersonView;
import org.openiep.people.Role;
import org.openiep.problem.FieldProblem;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;
import org.openiep.reconciliation.Reconciliation;
import org.openiep.routing.Refusal;
import org.openiep.routing.RouteForm;
import org.openiep.routing.RouteView;
import org.openiep.search.SearchResult;
import org.openiep.search.StudyFound;
import org.openiep.search.StudySearch;
import org.openiep.upload.Received;
import org.openiep.upload.Uploaded;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the API is true to the code: the same paths, methods, fields and values. */
class OpenApiTest {

    private static final Map<String, Class<?>> SCHEMAS = Map.ofEntries(
            Map.entry("NewTransfer", NewTransfer.class),
            Map.entry("PatientDetails", PatientDetails.class),
            Map.entry("StudyChoice", StudyChoice.class),
            Map.entry("TransactionCreated", TransactionCreated.class),
            Map.entry("ListQuery", ListQuery.class),
            Map.entry("ListPage", ListPage.class),
            Map.entry("TransactionRow", TransactionRow.class),
            Map.entry("TransactionDetails", TransactionDetails.class),
            Map.entry("TransactionStudy", TransactionDetails.Study.class),
            Map.entry("TransactionEvent", TransactionDetails.Event.class),
            Map.entry("TransactionMessage", TransactionDetails.Note.class),
            Map.entry("TransactionAttempt", TransactionDetails.Attempt.class),
            Map.entry("Cancellation", Cancellation.class),
            Map.entry("NewMessage", NewMessage.class),
            Map.entry("Reconciliation", Reconciliation.class),
            Map.entry("StoreTrouble", StoreTrouble.class),
            Map.entry("StoreTroubleKind", StoreTrouble.Kind.class),
            Map.entry("RefusedSender", StoreTrouble.Sender.class),
            Map.entry("SentBefore", SentBefore.class),
            Map.entry("SentBeforeQuery", SentBeforeQuery.class),
            Map.entry("LanesView", LanesView.class),
            Map.entry("LaneState", LanesView.LaneState.class),
            Map.entry("LaneWork", LanesView.Work.class),
            Map.entry("LaneArriving", LanesView.Arriving.class),
            Map.entry("NodeWork", LanesView.NodeWork.class),
            Map.entry("AnswerTime", AnswerTime.class),
            Map.entry("NodeWaiting", LanesView.Waiting.class),
            Map.entry("Stock", Stock.class),
            Map.entry("Hold", Hold.class),
            Map.entry("HoldMode", Hold.Mode.class),
            Map.entry("NewHold", NewHold.class),
            Map.entry("Lane", Lane.class),
            Map.entry("QueuePlace", QueuePlace.class),
            Map.entry("TransferStep", Step.class),
            Map.entry("PriorityChange", PriorityChange.class),
            Map.entry("StudySearch", StudySearch.class),
            Map.entry("SearchAnswer", SearchResult.Answer.class),
            Map.entry("StudyFound", StudyFound.class),
            Map.entry("Received", Received.class),
            Map.entry("Uploaded", Uploaded.class),
            Map.entry("InstitutionForm", InstitutionForm.class),
            Map.entry("InstitutionView", InstitutionView.class),
            Map.entry("NodeForm", NodeForm.class),
            Map.entry("NodeServices", NodeServices.class),
            Map.entry("RetrieveMethod", RetrieveMethod.class),
            Map.entry("TransportSecurity", TransportSecurity.class),
            Map.entry("NodeView", NodeView.class),
            Map.entry("NodeTestResult", NodeTestResult.class),
            Map.entry("NodeTestStep", NodeTestResult.Step.class),
            Map.entry("RouteForm", RouteForm.class),
            Map.entry("RouteView", RouteView.class),
            Map.entry("Refusal", Refusal.class),
            Map.entry("PersonForm", PersonForm.class),
            Map.entry("PersonView", PersonView.class),
            Map.entry("NewPassword", NewPassword.class),
            Map.entry("Created", Created.class),
            Map.entry("FieldProblem", FieldProblem.class),
            Map.entry("TransactionType", TransactionType.class),
            Map.entry("Direction", Direction.class),
            Map.entry("Priority", Priority.class),
            Map.entry("PriorityReason", PriorityReason.class),
            Map.entry("Status", Status.class),
            Map.entry("Tab", Tab.class),
            Map.entry("Action", Action.class),
            Map.entry("Gender", Gender.class),
            Map.entry("InstitutionKind", InstitutionKind.class),
            Map.entry("Role", Role.class),
            Map.entry("Permission", Permission.class),
            Map.entry("EventKind", TransactionDetails.Event.Kind.class));

    private static Map<String, Object> description = Map.of();

    @BeforeAll
    static void read() throws IOException {
        try (InputStream file = OpenApiTest.class.getResourceAsStream("openapi.yaml")) {
            description = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        }
    }

    @Test
    @DisplayName("Every path and method of the API is described, and no other")
    void paths() {
        Set<String> described = new TreeSet<>();
        map(description, "paths")
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .keySet()
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described).isEqualTo(coded());
    }

    static Stream<Map.Entry<String, Class<?>>> schemas() {
        return SCHEMAS.entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemas")
    @DisplayName("Fields and values are those of the code")
    void fields(Map.Entry<String, Class<?>> schema) {
        Map<String, Object> described = map(map(map(description, "components"), "schemas"), schema.getKey());

        if (schema.getValue().isEnum()) {
            assertThat(list(described, "enum"))
                    .isEqualTo(Arrays.stream(schema.getValue().getEnumConstants())
                            .map(Object::toString)
                            .toList());
        } else {
            assertThat(map(described, "properties").keySet()).isEqualTo(names(schema.getValue()));
        }
    }

    @Test
    @DisplayName("No schema is described that the code does not have")
    void noOthers() {
        Set<String> described =
                new TreeSet<>(map(map(description, "components"), "schemas").keySet());
        described.remove("Problem");

        assertThat(described).isEqualTo(new TreeSet<>(SCHEMAS.keySet()));
    }

    private static Set<String> coded() {
        Set<String> coded = new TreeSet<>();
        for (Class<?> resource : new Api().getClasses()) {
            Path root = resource.getAnnotation(Path.class);
            if (root == null) {
                continue;
            }
            for (Method method : resource.getDeclaredMethods()) {
                Path sub = method.getAnnotation(Path.class);
                String path = root.value() + (sub == null ? "" : "/" + sub.value());
                verbs(method).forEach(verb -> coded.add(verb + " " + path));
            }
        }
        return coded;
    }

    private static List<String> verbs(Method method) {
        List<String> verbs = new ArrayList<>();
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                verbs.add(verb.value());
            }
        }
        return verbs;
    }

    /** As {@link JsonOutput} writes them: a form's fields stand beside those of its view. */
    private static Set<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> component.getName().equals(JsonOutput.FORM)
                        ? names(component.getType()).stream()
                        : Stream.of(component.getName()))
                .collect(Collectors.toSet());
    }

    private static Map<String, Object> map(Map<String, Object> from, String key) {
        Object value = Objects.requireNonNull(from.get(key), key);
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, each) -> map.put(name.toString(), each));
        return map;
    }

    private static List<String> list(Map<String, Object> from, String key) {
        return ((List<?>) Objects.requireNonNull(from.get(key), key))
                .stream().map(Object::toString).toList();
    }
}
