package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.postmortem.Impact;
import dev.safeguard.domain.postmortem.Postmortem;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link PostmortemSink} promises. Every test has a sink of its own. */
public abstract class PostmortemSinkContract extends FileSinkContract<Postmortem> {

    protected abstract PostmortemSink sink();

    @Test
    void theTextNamesTheIncidentAndTheService() {
        String text = sink().render(one());
        assertTrue(text.contains("INC-7"), text);
        assertTrue(text.contains("chat"), text);
    }

    @Override
    final String render(Postmortem postmortem) {
        return sink().render(postmortem);
    }

    @Override
    final void publish(Postmortem postmortem, Path file) {
        sink().publish(postmortem, file);
    }

    @Override
    final Postmortem one() {
        return postmortem(7);
    }

    @Override
    final Postmortem another() {
        return postmortem(8);
    }

    private static Postmortem postmortem(long number) {
        Instant at = Instant.parse("2026-03-02T10:18:00Z");
        Slo slo = new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers returned successfully",
                Objective.of("0.99"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
        Incident incident = Incident.detected(
                new IncidentId(number),
                at,
                Actor.ALERTING,
                new Change.Detected(slo.service(), slo.name(), Severity.SEV1, Optional.empty()),
                "burn 1h 15.0x > 14.4x",
                Figures.NONE);
        Impact impact = new Impact(at.minusSeconds(1080), at, new EventCounts(90, 100), Ratio.of("0.021"));
        return Postmortem.of(incident, slo, impact, Optional.empty(), List.of(), at.plusSeconds(60));
    }
}
