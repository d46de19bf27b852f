package dev.safeguard.domain.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceTest {

    private static final IncidentId ID = new IncidentId(7);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANA = Actor.human("ana");

    private static final Incident DETECTED = Incident.detected(
            ID,
            NOON,
            Actor.ALERTING,
            new Change.Detected(new ServiceName("chat"), new SloName("chat-answers"), Severity.SEV2, Optional.empty()),
            "",
            Figures.NONE);
    private static final Incident MITIGATED = DETECTED.with(
                    NOON, Actor.TRIAGE, new Change.Triaged("overload", Optional.empty()), "")
            .with(NOON, Actor.RUNBOOK, new Change.MitigationStarted(), "")
            .with(NOON, Actor.RUNBOOK, new Change.Mitigated(), "");

    @Test
    void theFirstRiseOfAServiceOpensAnIncident() {
        assertEquals(new Recurrence.Opens(Optional.empty()), Recurrence.of(Optional.empty(), Severity.SEV1, NOON));
    }

    @Nested
    class AfterTheEnd {

        private final Incident resolved = DETECTED.with(NOON, ANA, new Change.Resolved(), "");

        @ParameterizedTest
        @CsvSource({"PT0S", "PT1M", "PT29M59S"})
        void anIncidentResolvedLessThanThirtyMinutesAgoIsReopened(Duration ago) {
            assertEquals(new Recurrence.Reopens(resolved), rise(resolved, Severity.SEV2, NOON.plus(ago)));
        }

        @ParameterizedTest
        @CsvSource({"PT30M", "PT30M1S", "PT48H"})
        void oneResolvedLongerAgoIsFollowedByANewOne(Duration ago) {
            assertEquals(new Recurrence.Opens(Optional.of(ID)), rise(resolved, Severity.SEV2, NOON.plus(ago)));
        }

        @Test
        void theLatestResolutionCounts() {
            Incident again = resolved.with(minute(10), Actor.ALERTING, new Change.Reopened(), "")
                    .with(minute(60), ANA, new Change.Resolved(), "");

            assertEquals(new Recurrence.Reopens(again), rise(again, Severity.SEV2, minute(89)));
        }

        @Test
        void aClosedOneIsFollowedByANewOneHoweverSoon() {
            Incident closed = resolved.with(NOON, ANA, new Change.Closed(Optional.empty()), "");

            assertEquals(new Recurrence.Opens(Optional.of(ID)), rise(closed, Severity.SEV1, NOON));
        }

        @Test
        void aCancelledOneIsFollowedByANewOneHoweverSoon() {
            Incident cancelled = DETECTED.with(NOON, ANA, new Change.Cancelled("a load test"), "");

            assertEquals(new Recurrence.Opens(Optional.of(ID)), rise(cancelled, Severity.SEV1, NOON));
        }
    }

    @Nested
    class WhileOpen {

        @Test
        void aRiseAboveThePeakPages() {
            assertEquals(new Recurrence.Joins(DETECTED, true), rise(DETECTED, Severity.SEV1, minute(1)));
        }

        @Test
        void aRiseToThePeakDoesNot() {
            assertEquals(new Recurrence.Joins(DETECTED, false), rise(DETECTED, Severity.SEV2, minute(1)));
        }

        @Test
        void thePeakIsTheWorstEverSeenAndNotTheDetection() {
            Incident worse = DETECTED.with(
                    minute(1), Actor.ALERTING, new Change.Joined(new SloName("chat-latency"), Severity.SEV1), "");

            assertEquals(new Recurrence.Joins(worse, false), rise(worse, Severity.SEV1, minute(2)));
        }

        @Test
        void aMitigatedOneThatBurnsAgainPages() {
            Incident attended = MITIGATED.with(NOON, ANA, new Change.Acknowledged(), "");

            assertEquals(new Recurrence.Joins(attended, true), rise(attended, Severity.SEV2, minute(1)));
        }

        @ParameterizedTest
        @CsvSource({"PT29M59S, false", "PT30M, true"})
        void itPagesWhenNoHumanHasActedForThirtyMinutes(Duration since, boolean pages) {
            assertEquals(new Recurrence.Joins(DETECTED, pages), rise(DETECTED, Severity.SEV2, NOON.plus(since)));

            Incident attended = DETECTED.with(minute(20), ANA, new Change.Recorded(Change.Fact.NOTE), "looking");
            assertEquals(
                    new Recurrence.Joins(attended, pages),
                    rise(attended, Severity.SEV2, minute(20).plus(since)));
        }

        @Test
        void whatSafeguardDoesIsNoHumanAttention() {
            Incident busy = DETECTED.with(minute(29), Actor.RUNBOOK, new Change.Recorded(Change.Fact.STEP), "");

            assertEquals(new Recurrence.Joins(busy, true), rise(busy, Severity.SEV2, minute(30)));
        }
    }

    private static Recurrence rise(Incident latest, Severity severity, Instant now) {
        return Recurrence.of(Optional.of(latest), severity, now);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
