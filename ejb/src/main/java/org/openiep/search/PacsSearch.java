package org.openiep.search;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.openiep.calling.AnswerTimes;
import org.openiep.calling.Remotes;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeView;
import org.openiep.directory.Nodes;
import org.openiep.patient.NhsNumber;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotFound;

/** Searches the caller's own PACS for studies of one patient (requirements D1, D2). */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PacsSearch {
    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Inject
    Nodes nodes;

    @Inject
    Caller caller;

    @Inject
    Policies policies;

    @Inject
    AnswerTimes answers;

    /**
     * Searches at study level, newest first. Waits for the PACS.
     *
     * @param cancelled asked after each match; when true the PACS is told to stop
     * @throws InvalidInput when neither a patient ID nor a whole NHS number is given
     * @throws NotFound when the node is not an active source of the caller's institution
     */
    public SearchResult search(StudySearch search, BooleanSupplier cancelled) {
        caller.require(Permission.CREATE_TRANSFER);
        NodeForm node = source(search.node()).form();
        StudyQuery query = query(search, node);
        long began = System.nanoTime();
        int most = policies.number(Policy.SEARCH_RESULTS);
        List<StudyFound> found = new ArrayList<>();
        boolean[] more = {false};
        Remote remote = Remotes.of(node);
        try (DicomConnection connection = connections.connect(remote, new Purpose.Find())) {
            answers.note(search.node(), connection);
            connection.find(query.keys(), match -> {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                more[0] = found.size() >= most;
                if (!more[0]) {
                    query.found(match).ifPresent(found::add);
                }
                return !more[0];
            });
        } catch (DicomFailure e) {
            if (!cancelled.getAsBoolean()) {
                nodes.failed(search.node(), String.valueOf(e.getMessage()));
                return problem(e, node);
            }
        }
        if (cancelled.getAsBoolean()) {
            return new SearchResult.Cancelled();
        }
        nodes.seen(search.node());
        found.sort(Comparator.comparing(
                        (StudyFound study) -> study.study().examDate(),
                        Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return new SearchResult.Answer(found, Duration.ofNanos(System.nanoTime() - began), more[0]);
    }

    private NodeView source(long id) {
        return nodes.ownSources().stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such node to search."));
    }

    private static StudyQuery query(StudySearch search, NodeForm node) {
        String patientId = search.patientId().strip();
        if (!patientId.isEmpty()) {
            return new StudyQuery(search, node.patientIdPrefix() + patientId);
        }
        if (search.nhsNumber().isBlank()) {
            throw new InvalidInput(List.of(
                    new FieldProblem("patient.patientId", "Enter a patient ID or an NHS number to search by.")));
        }
        NhsNumber.problem(search.nhsNumber()).ifPresent(problem -> {
            throw new InvalidInput("patient.nhsNumber", problem);
        });
        return new StudyQuery(
                search, NhsNumber.parse(search.nhsNumber()).orElseThrow().digits());
    }

    private static SearchResult problem(DicomFailure failure, NodeForm node) {
        Diagnosis diagnosis = Diagnoses.of(failure, Diagnoses.Named.of(node));
        return new SearchResult.NodeProblem(diagnosis.meaning(), diagnosis.advice(), diagnosis.technical());
    }
}
