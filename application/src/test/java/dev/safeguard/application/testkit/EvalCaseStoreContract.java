package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.EvalCaseStore;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link EvalCaseStore} guarantees. */
public abstract class EvalCaseStoreContract extends PersistenceContract {

    private static final IncidentId FIRST = new IncidentId(1);
    private static final IncidentId SECOND = new IncidentId(2);

    @Test
    void aCaseComesBackAsItWas() {
        EvalCase evalCase = new EvalCase(
                "symptom ☃",
                Examples.SERVICE,
                Examples.slo().name(),
                Objective.of("0.123456789012345678"),
                "fault",
                Ratio.of(1, 3),
                Long.MAX_VALUE,
                List.of(
                        new Assertion.SliRecovers(Objective.of("0.9"), Duration.ofMillis(1)),
                        new Assertion.SliHolds(Objective.of("0.99")),
                        new Assertion.AlertFires(Severity.SEV2, Duration.ofMinutes(61))),
                FIRST,
                Examples.NOW);
        assertEquals(
                Set.of(Assertion.class.getPermittedSubclasses()),
                evalCase.assertions().stream().map(Object::getClass).collect(Collectors.toSet()),
                "a new assertion needs an example here");
        save(evalCase);
        assertEquals(Optional.of(evalCase), find(evalCase.id()));
        assertEquals(Optional.empty(), find("unknown"));
    }

    @Test
    void theSameContentKeepsItsFirstSource() {
        EvalCase first = Examples.evalCase(FIRST);
        save(first);
        save(Examples.evalCase(SECOND));
        assertEquals(List.of(first), all());
        assertEquals(Optional.of(first), ofIncident(FIRST));
        assertEquals(Optional.empty(), ofIncident(SECOND));
    }

    @Test
    void casesComeById() {
        List<EvalCase> cases = Stream.of("timeout", "provider-5xx", "bad-deploy", "quota")
                .map(fault -> Examples.evalCase(FIRST, fault))
                .toList();
        cases.forEach(this::save);
        assertEquals(
                cases.stream().map(EvalCase::id).sorted().toList(),
                all().stream().map(EvalCase::id).toList());
    }

    @Test
    void ofTwoCasesOfOneIncidentTheNewerIsTheOne() {
        save(Examples.evalCase(FIRST, "timeout"));
        save(Examples.evalCase(FIRST, "quota"));
        save(Examples.evalCase(FIRST, "timeout"));
        assertEquals(Optional.of(Examples.evalCase(FIRST, "quota")), ofIncident(FIRST));
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        EvalCase example = Examples.evalCase(FIRST);
        save(new EvalCase(
                example.symptom(),
                example.service(),
                example.slo(),
                example.objective(),
                example.fault(),
                example.faultRatio(),
                example.eventsPerMinute(),
                example.assertions(),
                example.source(),
                Instant.parse("2026-03-02T10:18:00.123999999Z")));
        assertEquals(
                Instant.parse("2026-03-02T10:18:00.123Z"),
                find(example.id()).orElseThrow().createdAt());
    }

    private void save(EvalCase evalCase) {
        write(stores -> stores.evalCases().save(evalCase));
    }

    private Optional<EvalCase> find(String id) {
        return read(stores -> stores.evalCases().find(id));
    }

    private Optional<EvalCase> ofIncident(IncidentId incident) {
        return read(stores -> stores.evalCases().ofIncident(incident));
    }

    private List<EvalCase> all() {
        return read(stores -> stores.evalCases().all());
    }
}
