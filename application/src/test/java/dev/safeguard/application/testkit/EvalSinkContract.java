package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.EvalSink;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link EvalSink} promises. Every test has a sink of its own. */
public abstract class EvalSinkContract extends FileSinkContract<List<EvalCase>> {

    protected abstract EvalSink sink();

    @Test
    void everyCaseIsInTheTextByItsId() {
        String text = sink().render(another());
        another().forEach(evalCase -> assertTrue(text.contains(evalCase.id()), text));
    }

    @Test
    void theOrderOfTheCasesMakesNoDifference() {
        assertEquals(sink().render(another()), sink().render(another().reversed()));
    }

    @Test
    void noCasesAreRenderedToo() {
        Path file = folder.resolve("file");
        publish(List.of(), file);
        assertEquals(sink().render(List.of()), read(file));
    }

    @Override
    final String render(List<EvalCase> cases) {
        return sink().render(cases);
    }

    @Override
    final void publish(List<EvalCase> cases, Path file) {
        sink().publish(cases, file);
    }

    @Override
    final List<EvalCase> one() {
        return List.of(evalCase("model-provider-outage"));
    }

    @Override
    final List<EvalCase> another() {
        return List.of(evalCase("model-provider-outage"), evalCase("index-stale"));
    }

    private static EvalCase evalCase(String symptom) {
        Objective objective = Objective.of("0.99");
        return new EvalCase(
                symptom,
                new ServiceName("chat"),
                new SloName("chat-answers"),
                objective,
                "provider-errors",
                Ratio.of("0.5"),
                2000,
                List.of(
                        new Assertion.SliHolds(objective),
                        new Assertion.AlertFires(Severity.SEV1, Duration.ofMinutes(20)),
                        new Assertion.SliRecovers(objective, Duration.ofMinutes(30))),
                new IncidentId(1),
                Instant.parse("2026-03-02T11:14:00Z"));
    }
}
