package dev.safeguard.domain.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvalCaseTest {

    private static final Objective OBJECTIVE = Objective.of("0.99");
    private static final List<Assertion> ASSERTIONS = List.of(
            new Assertion.SliHolds(OBJECTIVE),
            new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(18)),
            new Assertion.SliRecovers(OBJECTIVE, Duration.ofMinutes(10)));
    private static final IncidentId SOURCE = new IncidentId(7);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final EvalCase CASE =
            of("model-provider-outage", "chat", "chat-answers", "0.99", "provider-5xx", "0.5", 1_000, ASSERTIONS);

    /** Committed manifests name cases by their ids: this one must never change. */
    @Test
    void theIdIsTheSymptomAndAHashOfTheContentThatStaysTheSameForEver() {
        assertEquals("model-provider-outage-aeb0d5addad0", CASE.id());
    }

    @Test
    void theIdDoesNotDependOnTheIncidentOrTheTime() {
        EvalCase later = new EvalCase(
                CASE.symptom(),
                CASE.service(),
                CASE.slo(),
                CASE.objective(),
                CASE.fault(),
                CASE.faultRatio(),
                CASE.eventsPerMinute(),
                CASE.assertions(),
                new IncidentId(99),
                NOON.plus(Duration.ofDays(400)));

        assertNotEquals(CASE, later);
        assertEquals(CASE.id(), later.id());
    }

    @Test
    void theSameContentWrittenDifferentlyIsTheSameCase() {
        EvalCase same =
                of("model-provider-outage", "chat", "chat-answers", "0.990", "provider-5xx", "0.50", 1_000, ASSERTIONS);

        assertEquals(CASE.id(), same.id());
    }

    @Test
    void anyOtherContentIsAnotherCase() {
        List<EvalCase> cases = new ArrayList<>(List.of(
                CASE,
                of("overload", "chat", "chat-answers", "0.99", "provider-5xx", "0.5", 1_000, ASSERTIONS),
                of("model-provider-outage", "web", "chat-answers", "0.99", "provider-5xx", "0.5", 1_000, ASSERTIONS),
                of("model-provider-outage", "chat", "chat-speed", "0.99", "provider-5xx", "0.5", 1_000, ASSERTIONS),
                of("model-provider-outage", "chat", "chat-answers", "0.999", "provider-5xx", "0.5", 1_000, ASSERTIONS),
                of("model-provider-outage", "chat", "chat-answers", "0.99", "provider-429", "0.5", 1_000, ASSERTIONS),
                of("model-provider-outage", "chat", "chat-answers", "0.99", "provider-5xx", "0.6", 1_000, ASSERTIONS),
                of("model-provider-outage", "chat", "chat-answers", "0.99", "provider-5xx", "0.5", 1_001, ASSERTIONS)));
        for (Assertion only : List.of(
                new Assertion.SliHolds(OBJECTIVE),
                new Assertion.SliHolds(Objective.of("0.999")),
                new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(18)),
                new Assertion.AlertFires(Severity.SEV2, Duration.ofMinutes(18)),
                new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(19)),
                new Assertion.AlertFires(Severity.SEV1, Duration.ofSeconds(18 * 60 + 30)),
                new Assertion.SliRecovers(OBJECTIVE, Duration.ofMinutes(10)),
                new Assertion.SliRecovers(OBJECTIVE, Duration.ofMinutes(11)),
                new Assertion.SliRecovers(OBJECTIVE, Duration.ofSeconds(10 * 60 + 1)))) {
            cases.add(of(
                    "model-provider-outage",
                    "chat",
                    "chat-answers",
                    "0.99",
                    "provider-5xx",
                    "0.5",
                    1_000,
                    List.of(only)));
        }

        assertEquals(
                cases.size(), new HashSet<>(cases.stream().map(EvalCase::id).toList()).size());
    }

    @Test
    void anAssertionIsReadAsASentence() {
        assertEquals(
                List.of(
                        "SLI holds 99 %",
                        "sev1 or worse fires within 18 minutes", "SLI is back at 99 % within 10 minutes of the alert"),
                ASSERTIONS.stream().map(Assertion::sentence).toList());
        assertEquals(
                "sev2 or worse fires within 1m30s",
                new Assertion.AlertFires(Severity.SEV2, Duration.ofSeconds(90)).sentence());
    }

    @Test
    void aCaseWithoutAnAssertionProvesNothing() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> of("a", "chat", "s", "0.99", "f", "1", 1, List.of()));

        assertEquals("an eval case without an assertion proves nothing", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.1", "1.1"})
    void aFaultBreaksAShareOfWhatItTouches(String ratio) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> of("a", "chat", "s", "0.99", "f", ratio, 1, ASSERTIONS));

        assertEquals("a fault ratio is above 0 and at most 1, was " + ratio, refused.getMessage());
        assertTrue(of("a", "chat", "s", "0.99", "f", "1", 1, ASSERTIONS).id().startsWith("a-"));
    }

    @Test
    void aCaseNeedsALoad() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> of("a", "chat", "s", "0.99", "f", "1", 0, ASSERTIONS));

        assertEquals("a load is at least 1 event a minute, was 0", refused.getMessage());
    }

    private static EvalCase of(
            String symptom,
            String service,
            String slo,
            String objective,
            String fault,
            String faultRatio,
            long eventsPerMinute,
            List<Assertion> assertions) {
        return new EvalCase(
                symptom,
                new ServiceName(service),
                new SloName(slo),
                Objective.of(objective),
                fault,
                Ratio.of(faultRatio),
                eventsPerMinute,
                assertions,
                SOURCE,
                NOON);
    }
}
