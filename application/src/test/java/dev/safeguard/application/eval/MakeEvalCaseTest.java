package dev.safeguard.application.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.testkit.FakeEvalSink;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MakeEvalCaseTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SloName ANSWERS = new SloName("answers");
    private static final Slo SLO = new Slo(
            ANSWERS,
            new ServiceName("chat"),
            "answers returned",
            Objective.of("0.99"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION);
    private static final Symptom OUTAGE = new Symptom(
            "model-provider-outage", "no answers", ANSWERS, Set.of("provider-5xx"), Ratio.of("0.8"), "provider-outage");

    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final MakeEvalCase make = new MakeEvalCase(List.of(OUTAGE));

    @Test
    void theCaseIsTheFaultTheLoadAndThePromise() {
        incidentMeasuring(Duration.ZERO, 50, 100);

        EvalCase made = onlyCase();

        assertEquals("provider-outage", made.fault());
        assertEquals(Ratio.of("0.5"), made.faultRatio());
        assertEquals(100, made.eventsPerMinute());
        assertEquals(
                List.of(
                        "SLI holds 99 %",
                        "sev1 or worse fires within 10 minutes",
                        "SLI is back at 99 % within 15 minutes of the alert"),
                made.assertions().stream().map(assertion -> assertion.sentence()).toList());
        assertTrue(made.id().startsWith("model-provider-outage-"), made.id());
    }

    @Test
    void theSameTroubleOnAnotherDayIsTheSameCase() {
        incidentMeasuring(Duration.ZERO, 50, 100);
        incidentMeasuring(Duration.ofDays(3), 50, 100);

        assertEquals("INC-1", onlyCase().source().toString());
    }

    @Test
    void aWorseFaultIsAnotherCase() {
        incidentMeasuring(Duration.ZERO, 50, 100);
        incidentMeasuring(Duration.ofDays(3), 10, 100);

        List<EvalCase> cases = cases();
        assertEquals(2, cases.size());
        assertNotEquals(cases.get(0).id(), cases.get(1).id());
    }

    @Test
    void anIncidentOfWhichNothingWasMeasuredMakesNoCase() {
        incidentMeasuring(Duration.ZERO, 0, 0);

        assertEquals(List.of(), cases());
    }

    @Test
    void theCaseIsNamedOnTheTimelineAsNotCalibrated() {
        Incident told = incidentMeasuring(Duration.ZERO, 50, 100);

        assertEquals(
                Optional.of(onlyCase().id()), told.timeline().getLast().figures().text("case"));
        assertTrue(told.timeline().getLast().message().contains("not calibrated"));
    }

    @Test
    void allCasesAreHandedToTheSink() {
        incidentMeasuring(Duration.ZERO, 50, 100);
        FakeEvalSink sink = new FakeEvalSink();

        assertEquals(1, new ReadEvalCases(work, sink).export(Path.of("cases.jsonl")));
        assertEquals(Optional.of(cases()), sink.published(Path.of("cases.jsonl")));
    }

    private Incident incidentMeasuring(Duration later, long good, long total) {
        Instant noon = NOON.plus(later);
        return work.write(stores -> {
            for (int minute = 0; minute < 20; minute++) {
                Instant start = noon.minus(Duration.ofMinutes(7)).plus(Duration.ofMinutes(minute));
                stores.samples().save(List.of(new Sample(ANSWERS, start, new EventCounts(good, total))));
            }
            Figures figures = Figures.NONE.with("onset", noon.minus(Duration.ofMinutes(7)).toString());
            Change.Detected detected = new Change.Detected(SLO.service(), ANSWERS, Severity.SEV1, Optional.empty());
            Incident incident = stores.incidents()
                    .open(id -> Incident.detected(id, noon, Actor.ALERTING, detected, "burns", figures)
                            .with(noon, Actor.TRIAGE, new Change.Triaged(OUTAGE.name(), Optional.empty()), "triaged")
                            .with(
                                    noon.plus(Duration.ofMinutes(13)),
                                    Actor.ALERTING,
                                    new Change.Resolved(),
                                    "recovered"));
            return make.make(stores, incident, SLO, noon.plus(Duration.ofMinutes(13)));
        });
    }

    private List<EvalCase> cases() {
        return work.read(stores -> stores.evalCases().all());
    }

    private EvalCase onlyCase() {
        assertEquals(1, cases().size());
        return cases().getFirst();
    }
}
