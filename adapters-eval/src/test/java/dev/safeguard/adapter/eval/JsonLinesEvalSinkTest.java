package dev.safeguard.adapter.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.EvalSink;
import dev.safeguard.application.testkit.EvalSinkContract;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonLinesEvalSinkTest extends EvalSinkContract {

    @Override
    protected EvalSink sink() {
        return new JsonLinesEvalSink();
    }

    @Test
    void aCaseIsOneLineWithItsKeysInOrder() {
        EvalCase evalCase = evalCase("model-provider-outage", Ratio.of("0.50"));
        String expected = """
                {"id":"%s","symptom":"model-provider-outage","service":"chat","slo":"chat-answers","objective":"0.99",\
                "fault":{"name":"provider-errors","ratio":"0.5"},"load":{"eventsPerMinute":2000},\
                "assertions":[{"type":"sli-holds","objective":"0.99"},\
                {"type":"alert-fires","severity":"sev1","within":"PT20M"},\
                {"type":"sli-recovers","objective":"0.99","within":"PT30M"}],\
                "source":{"incident":"INC-7","createdAt":"2026-03-02T11:14:00Z"},"calibrated":false}
                """.formatted(evalCase.id());
        assertEquals(expected, sink().render(List.of(evalCase)));
    }

    @Test
    void casesStandOneALineByTheirId() {
        EvalCase outage = evalCase("model-provider-outage", Ratio.ONE);
        EvalCase stale = evalCase("index-stale", Ratio.ONE);
        assertEquals(
                sink().render(List.of(stale)) + sink().render(List.of(outage)), sink().render(List.of(outage, stale)));
    }

    @Test
    void aLineBreakInATextDoesNotBreakTheLine() {
        String text = sink().render(List.of(evalCase("two\nlines \"quoted\"", Ratio.ONE)));
        assertEquals(1, text.lines().count());
    }

    @Test
    void aRatioThatNoDecimalTellsExactlyIsAFraction() {
        String text = sink().render(List.of(evalCase("index-stale", Ratio.of(1, 3))));
        assertEquals("\"ratio\":\"1/3\"", text.replaceFirst("(?s).*(\"ratio\":\"[^\"]*\").*", "$1"));
    }

    @Test
    void noCaseIsNoLine() {
        assertEquals("", sink().render(List.of()));
    }

    private static EvalCase evalCase(String symptom, Ratio ratio) {
        Objective objective = Objective.of("0.990");
        return new EvalCase(
                symptom,
                new ServiceName("chat"),
                new SloName("chat-answers"),
                objective,
                "provider-errors",
                ratio,
                2000,
                List.of(
                        new Assertion.SliHolds(objective),
                        new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(20)),
                        new Assertion.SliRecovers(objective, Duration.ofMinutes(30))),
                new IncidentId(7),
                Instant.parse("2026-03-02T11:14:00Z"));
    }
}
