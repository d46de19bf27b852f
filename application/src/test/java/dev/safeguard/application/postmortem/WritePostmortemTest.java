package dev.safeguard.application.postmortem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.incident.IncidentNotFoundException;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.FakePostmortemSink;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.postmortem.Postmortem;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WritePostmortemTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SloName ANSWERS = new SloName("answers");
    private static final IncidentId FIRST = new IncidentId(1);
    private static final Path FOLDER = Path.of("postmortems");

    private final FakeClock clock = new FakeClock(NOON.plus(Duration.ofHours(1)));
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final FakePostmortemSink sink = new FakePostmortemSink();
    private final WritePostmortem write = new WritePostmortem(work, clock, sink, List.of(new Person("Ana")));

    @BeforeEach
    void anOutageOfTenMinutes() {
        Slo slo = new Slo(
                ANSWERS,
                new ServiceName("chat"),
                "answers returned",
                Objective.of("0.99"),
                Duration.ofDays(7),
                Slo.DEFAULT_RESOLUTION);
        work.commit(stores -> {
            stores.alerts().saveRule(AlertRule.builtIn(slo));
            for (int minute = 0; minute < 20; minute++) {
                long good = minute < 10 ? 100 : 0;
                Instant start = NOON.minus(Duration.ofMinutes(10)).plus(Duration.ofMinutes(minute));
                stores.samples().save(List.of(new Sample(ANSWERS, start, new EventCounts(good, 100))));
            }
            Figures figures = Figures.NONE.with("onset", NOON.toString());
            Change.Detected detected = new Change.Detected(slo.service(), ANSWERS, Severity.SEV1, Optional.empty());
            stores.incidents()
                    .open(id -> Incident.detected(
                                    id, NOON.plusSeconds(120), Actor.ALERTING, detected, "burns", figures)
                            .with(
                                    NOON.plus(Duration.ofMinutes(10)),
                                    Actor.ALERTING,
                                    new Change.Resolved(),
                                    "recovered"));
        });
    }

    @Test
    void theImpactIsWhatWasBadFromTheOnsetToTheEnd() {
        write.write(FIRST, FOLDER);

        Postmortem postmortem = published();
        assertEquals(new EventCounts(0, 1000), postmortem.impact().counts());
        assertEquals(NOON, postmortem.impact().from());
        Ratio ofThePeriod = Ratio.of(1000, 2000).dividedBy(Ratio.of("0.01")).times(Ratio.of(20, 7 * 24 * 60));
        assertEquals(ofThePeriod, postmortem.impact().budgetSpent());
    }

    @Test
    void theFileIsPutOnTheTimelineOnceItIsThere() {
        Path file = write.write(FIRST, FOLDER);

        assertEquals(FOLDER.resolve("INC-1.md"), file);
        assertEquals(1, incident().facts(Change.Fact.POSTMORTEM).size());
    }

    @Test
    void aFileThatCannotBeWrittenIsNotOnTheTimeline() {
        sink.setFull(true);

        assertThrows(UncheckedIOException.class, () -> write.write(FIRST, FOLDER));
        assertTrue(incident().facts(Change.Fact.POSTMORTEM).isEmpty());
    }

    @Test
    void aCauseThatNamesAPersonIsFlaggedAndWrittenAllTheSame() {
        work.commit(stores -> stores.incidents()
                .save(stores.incidents()
                        .find(FIRST)
                        .orElseThrow()
                        .with(
                                NOON,
                                Actor.human("bo"),
                                new Change.CauseFound("Ana forgot to renew the key"),
                                "Ana forgot to renew the key")));

        write.write(FIRST, FOLDER);

        assertEquals(
                List.of("Ana", "forgot to"),
                published().flags().stream().map(flag -> flag.found()).toList());
    }

    @Test
    void whatIsNotThereHasNoPostmortem() {
        assertThrows(IncidentNotFoundException.class, () -> write.render(new IncidentId(7)));
    }

    private Postmortem published() {
        return sink.published(FOLDER.resolve("INC-1.md")).orElseThrow();
    }

    private Incident incident() {
        return work.read(stores -> stores.incidents().find(FIRST).orElseThrow());
    }
}
