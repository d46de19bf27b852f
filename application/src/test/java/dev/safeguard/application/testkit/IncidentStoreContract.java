package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.IncidentStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every {@link IncidentStore} guarantees. */
public abstract class IncidentStoreContract extends PersistenceContract {

    private static final Instant NOW = Examples.NOW;
    private static final Actor ANA = Actor.human("Ana");

    @Test
    void anOpenedIncidentComesBackAsItWas() {
        Incident opened = open(Examples.SERVICE);
        assertEquals(Examples.incident(new IncidentId(1)), opened);
        assertEquals(Optional.of(opened), find(opened.id()));
        assertEquals(Optional.empty(), find(new IncidentId(99)));
    }

    @Test
    void numbersGoUpFromOne() {
        assertEquals(new IncidentId(1), open(new ServiceName("a")).id());
        assertEquals(new IncidentId(2), open(new ServiceName("b")).id());
        assertEquals(new IncidentId(3), open(new ServiceName("c")).id());
    }

    @Test
    void aNumberIsGivenToOneIncidentOnly() {
        Incident first = open(Examples.SERVICE);
        assertThrows(IllegalArgumentException.class, () -> write(stores -> {
            stores.incidents().open(id -> Examples.incident(id, Examples.OTHER_SERVICE));
            throw new IllegalArgumentException("rolled back");
        }));
        Incident third = open(Examples.OTHER_SERVICE);
        assertTrue(third.id().compareTo(first.id()) > 0);
        assertEquals(List.of(third, first), read(stores -> stores.incidents().all()));
    }

    @Test
    void anIncidentMadeWithAnotherNumberIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> write(stores -> stores.incidents().open(id -> Examples.incident(new IncidentId(77)))));
        assertEquals(List.of(), read(stores -> stores.incidents().all()));
    }

    @Test
    void anIncidentThatWasNeverOpenedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> save(Examples.incident(new IncidentId(77))));
        assertEquals(List.of(), read(stores -> stores.incidents().all()));
    }

    @Test
    void aServiceHasOneOpenIncident() {
        Incident first = open(Examples.SERVICE);
        assertThrows(StoreException.Conflict.class, () -> open(Examples.SERVICE));
        open(Examples.OTHER_SERVICE);
        save(Examples.resolved(first));
        Incident next = open(Examples.SERVICE);
        assertEquals(Optional.of(next), latestOf(Examples.SERVICE));
    }

    @Test
    void aTransactionThatGoesOnAfterAConflictKeepsNothingOfTheRefused() {
        Incident first = open(Examples.SERVICE);
        write(stores -> {
            assertThrows(
                    StoreException.Conflict.class, () -> stores.incidents().open(Examples::incident));
            stores.incidents().save(Examples.noted(first, "one is enough"));
        });
        assertEquals(
                List.of(Examples.noted(first, "one is enough")), read(stores -> stores.incidents().all()));
    }

    @Test
    void newEntriesAreAppended() {
        Incident opened = open(Examples.SERVICE);
        Incident noted = Examples.noted(Examples.noted(opened, "one"), "two");
        save(noted);
        assertEquals(Optional.of(noted), find(opened.id()));
        Incident longer = Examples.noted(noted, "three");
        save(longer);
        assertEquals(Optional.of(longer), find(opened.id()));
    }

    @Test
    void savingWithoutAnythingNewChangesNothing() {
        Incident noted = Examples.noted(open(Examples.SERVICE), "one");
        save(noted);
        save(noted);
        assertEquals(Optional.of(noted), find(noted.id()));
    }

    @Test
    void whoeverAppendsSecondIsRefused() {
        Incident seen = open(Examples.SERVICE);
        Incident stored = Examples.noted(Examples.noted(seen, "one"), "two");
        save(stored);
        Incident shorter = Examples.noted(seen, "other");
        Incident asLong = Examples.noted(shorter, "two");
        Incident longer = Examples.noted(asLong, "three");
        for (Incident late : List.of(seen, shorter, asLong, longer)) {
            assertThrows(StoreException.Conflict.class, () -> save(late));
            assertEquals(Optional.of(stored), find(seen.id()));
        }
    }

    @Test
    void whoeverWasRefusedCanTryAgainOnWhatIsThere() {
        Incident seen = open(Examples.SERVICE);
        save(Examples.noted(seen, "one"));
        assertThrows(StoreException.Conflict.class, () -> save(Examples.noted(seen, "two")));
        write(stores -> {
            Incident there = stores.incidents().find(seen.id()).orElseThrow();
            stores.incidents().save(Examples.noted(there, "two"));
        });
        assertEquals(
                List.of("one", "two"),
                find(seen.id()).orElseThrow().facts(Change.Fact.NOTE).stream()
                        .map(IncidentEvent::message)
                        .toList());
    }

    @Test
    void reopeningBesideAnOpenOneIsRefusedAndKeepsNothing() {
        Incident old = Examples.resolved(open(Examples.SERVICE));
        save(old);
        open(Examples.SERVICE);
        Incident reopened = Examples.noted(
                old.with(NOW.plusSeconds(180), Actor.ALERTING, new Change.Reopened(), "it came back"), "again");
        write(stores -> assertThrows(
                StoreException.Conflict.class, () -> stores.incidents().save(reopened)));
        assertEquals(Optional.of(old), find(old.id()));
    }

    @Test
    void theTimelineMayGoOnAfterTheIncidentIsOver() {
        Incident old = Examples.resolved(open(Examples.SERVICE));
        save(old);
        open(Examples.SERVICE);
        save(Examples.noted(old, "found the cause"));
        assertEquals(Optional.of(Examples.noted(old, "found the cause")), find(old.id()));
    }

    @Test
    void everyChangeSurvives() {
        Incident closed = Examples.incident(new IncidentId(1));
        List<Change> changes = new ArrayList<>(List.of(
                new Change.Joined(new SloName("assistant/latency"), Severity.SEV2),
                new Change.Acknowledged(),
                new Change.Triaged("model-provider-outage", Optional.of("switch-provider")),
                new Change.MitigationStarted(),
                new Change.Mitigated(),
                new Change.Resolved(),
                new Change.Reopened(),
                new Change.Mitigated(),
                new Change.Resolved(),
                new Change.CauseFound("the provider \"failed\"\nçok — ☃ 🎈"),
                new Change.Closed(Optional.of("cannot be reproduced"))));
        for (Change.Fact fact : Change.Fact.values()) {
            changes.add(new Change.Recorded(fact));
        }
        for (Change change : changes) {
            closed = closed.with(NOW, Actor.RUNBOOK, change, "because");
        }
        assertComesBack(closed);

        Incident cancelled = Incident.detected(
                        new IncidentId(2),
                        NOW,
                        ANA,
                        new Change.Detected(
                                Examples.SERVICE,
                                Examples.slo().name(),
                                Severity.SEV2,
                                Optional.of(new IncidentId(1))),
                        "",
                        Figures.NONE)
                .with(NOW, Actor.TRIAGE, new Change.Triaged("unknown", Optional.empty()), "")
                .with(NOW, new Actor(Actor.Kind.HUMAN, "safeguard/imposter"), new Change.Cancelled("a drill"), "");
        assertComesBack(cancelled);

        Incident closedWithoutWaiver = Examples.resolved(Examples.incident(new IncidentId(3)))
                .with(NOW, ANA, new Change.Closed(Optional.empty()), "");
        assertComesBack(closedWithoutWaiver);

        Set<Class<?>> tried = new HashSet<>();
        for (Incident incident : List.of(closed, cancelled)) {
            incident.timeline().forEach(event -> tried.add(event.change().getClass()));
        }
        assertEquals(Set.of(Change.class.getPermittedSubclasses()), tried, "a new change needs an example here");
    }

    @Test
    void everyFigureSurvivesInItsPlace() {
        Figures figures = Figures.NONE
                .with("zulu", new Figures.Figure.Decimal(new BigDecimal("0.0120")))
                .with("alpha", new Figures.Figure.Decimal(new BigDecimal("-1E+3")))
                .with("huge", Long.MAX_VALUE)
                .with("none", 0)
                .with("text", "a \"word\"\n{\"count\":1} — ☃")
                .with("empty", "")
                .with("span", Duration.ofDays(3).plusNanos(1))
                .with("10", Duration.ofSeconds(-5));
        Set<Class<?>> tried = figures.values().values().stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(
                Set.copyOf(Arrays.asList(Figures.Figure.class.getPermittedSubclasses())),
                tried,
                "a new figure needs an example here");

        Incident incident = open(Examples.SERVICE)
                .with(NOW, Actor.ALERTING, new Change.Recorded(Change.Fact.CLEAR), "clear", figures);
        save(incident);
        Figures back = find(incident.id()).orElseThrow().timeline().getLast().figures();
        assertEquals(figures, back);
        assertEquals(
                List.copyOf(figures.values().keySet()), List.copyOf(back.values().keySet()));
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Instant fine = Instant.parse("2026-03-02T10:18:00.123999999Z");
        Instant kept = Instant.parse("2026-03-02T10:18:00.123Z");
        Incident opened = unitOfWork().write(stores -> stores.incidents().open(id -> at(id, fine)));
        assertEquals(at(opened.id(), kept), opened, "the incident handed back is the one that is stored");
        assertEquals(Optional.of(opened), find(opened.id()));
        Incident noted = opened.with(fine, ANA, new Change.Recorded(Change.Fact.NOTE), "note");
        save(noted);
        save(noted.with(fine, ANA, new Change.Recorded(Change.Fact.NOTE), "another"));
        assertEquals(3, find(opened.id()).orElseThrow().timeline().size());
        assertEquals(kept, find(opened.id()).orElseThrow().timeline().getLast().at());
    }

    @Test
    void theSequenceDecidesWhenTheClockStepsBack() {
        Incident incident = open(Examples.SERVICE)
                .with(NOW.minusSeconds(3600), ANA, new Change.Recorded(Change.Fact.NOTE), "earlier on another clock")
                .with(Instant.EPOCH.minusMillis(1), ANA, new Change.Recorded(Change.Fact.NOTE), "before the epoch");
        save(incident);
        assertEquals(Optional.of(incident), find(incident.id()));
    }

    @Test
    void incidentsAreListed() {
        Incident one = open(Examples.SERVICE);
        Incident two = open(Examples.OTHER_SERVICE);
        one = Examples.resolved(one);
        save(one);
        Incident three = open(Examples.SERVICE);
        one = Examples.noted(one, "afterwards");
        save(one);

        assertEquals(List.of(two, three), read(stores -> stores.incidents().open()));
        assertEquals(List.of(three, two, one), read(stores -> stores.incidents().all()));
        assertEquals(Optional.of(three), latestOf(Examples.SERVICE));
        assertEquals(Optional.of(two), latestOf(Examples.OTHER_SERVICE));
        assertEquals(Optional.empty(), latestOf(new ServiceName("unknown")));
    }

    @Test
    void aTimelineMayBeLong() {
        Incident incident = open(Examples.SERVICE);
        for (int i = 0; i < 200; i++) {
            incident = Examples.noted(incident, "note " + i);
        }
        save(incident);
        assertEquals(Optional.of(incident), find(incident.id()));
    }

    private void assertComesBack(Incident incident) {
        IncidentId id = unitOfWork()
                .write(stores -> stores.incidents().open(given -> new Incident(given, incident.timeline())))
                .id();
        assertEquals(Optional.of(new Incident(id, incident.timeline())), find(id));
    }

    private static Incident at(IncidentId id, Instant at) {
        return new Incident(
                id,
                Examples.incident(id).timeline().stream()
                        .map(event -> new IncidentEvent(
                                event.sequence(),
                                at,
                                event.actor(),
                                event.change(),
                                event.message(),
                                event.figures()))
                        .toList());
    }

    private Incident open(ServiceName service) {
        return unitOfWork().write(stores -> stores.incidents().open(id -> Examples.incident(id, service)));
    }

    private void save(Incident incident) {
        write(stores -> stores.incidents().save(incident));
    }

    private Optional<Incident> find(IncidentId id) {
        return read(stores -> stores.incidents().find(id));
    }

    private Optional<Incident> latestOf(ServiceName service) {
        return read(stores -> stores.incidents().latestOf(service));
    }
}
