package dev.safeguard.domain.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IncidentTest {

    private static final IncidentId ID = new IncidentId(7);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Actor ANA = Actor.human("ana");
    private static final SloName ANSWERS = new SloName("chat-answers");
    private static final SloName LATENCY = new SloName("chat-latency");

    private static final Incident NEW = Incident.detected(
            ID,
            NOON,
            Actor.ALERTING,
            new Change.Detected(new ServiceName("chat"), ANSWERS, Severity.SEV2, Optional.of(new IncidentId(5))),
            "burn 6h 7.0x > 6.0x",
            Figures.NONE.with("tier", "sev2"));

    @Nested
    class Timeline {

        @Test
        void isNumberedFromOneWithoutAGap() {
            Incident incident =
                    NEW.with(NOON, ANA, new Change.Acknowledged(), "seen").with(NOON, ANA, note(), "hm");

            assertEquals(
                    List.of(1L, 2L, 3L),
                    incident.timeline().stream().map(IncidentEvent::sequence).toList());
        }

        @Test
        void keepsTheOrderOfItsSequencesWhenTheClockStepsBack() {
            Incident incident = NEW.with(NOON.minusSeconds(90), ANA, new Change.Acknowledged(), "seen");

            assertEquals(2, incident.timeline().getLast().sequence());
            assertEquals(NOON.minusSeconds(90), incident.timeline().getLast().at());
            assertEquals(NOON, incident.detectedAt());
        }

        @Test
        void isAppendedToAndNeverChanged() {
            NEW.with(NOON, ANA, note(), "hm");

            assertEquals(1, NEW.timeline().size());
            assertThrows(
                    UnsupportedOperationException.class, () -> NEW.timeline().clear());
        }

        @Test
        void canBeReadBackFromItsEntries() {
            Incident incident = resolved();

            assertEquals(incident, new Incident(ID, incident.timeline()));
        }

        @Test
        void withAGapIsRefused() {
            List<IncidentEvent> gap = new ArrayList<>(resolved().timeline());
            gap.remove(1);

            var refused = assertThrows(IllegalArgumentException.class, () -> new Incident(ID, gap));

            assertEquals("INC-7 has event 3 where event 2 belongs", refused.getMessage());
        }

        @Test
        void withAnEntryTwiceIsRefused() {
            List<IncidentEvent> twice = new ArrayList<>(NEW.timeline());
            twice.add(new IncidentEvent(1, NOON, ANA, note(), "again", Figures.NONE));

            var refused = assertThrows(IllegalArgumentException.class, () -> new Incident(ID, twice));

            assertEquals("INC-7 has event 1 where event 2 belongs", refused.getMessage());
        }

        @Test
        void thatDoesNotBeginWithTheDetectionIsRefused() {
            List<IncidentEvent> headless = List.of(new IncidentEvent(1, NOON, ANA, note(), "hm", Figures.NONE));

            var refused = assertThrows(IllegalArgumentException.class, () -> new Incident(ID, headless));

            assertEquals("INC-7 does not begin with its detection", refused.getMessage());
            assertThrows(IllegalArgumentException.class, () -> new Incident(ID, List.of()));
        }

        @Test
        void withAnIllegalMoveIsRefused() {
            List<IncidentEvent> tampered = new ArrayList<>(NEW.timeline());
            tampered.add(new IncidentEvent(2, NOON, ANA, new Change.Closed(Optional.empty()), "", Figures.NONE));

            assertThrows(IllegalTransitionException.class, () -> new Incident(ID, tampered));
        }

        @Test
        void entriesCountFromOne() {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> new IncidentEvent(0, NOON, ANA, note(), "", Figures.NONE));

            assertEquals("a sequence starts at 1, was 0", refused.getMessage());
        }
    }

    @Nested
    class Fold {

        @Test
        void ofTheDetectionAlone() {
            assertEquals(IncidentState.DETECTED, NEW.state());
            assertEquals(new ServiceName("chat"), NEW.service());
            assertEquals(ANSWERS, NEW.slo());
            assertEquals(List.of(ANSWERS), NEW.slos());
            assertEquals(Severity.SEV2, NEW.severity());
            assertEquals(List.of(new IncidentId(5)), NEW.links());
            assertEquals(Optional.empty(), NEW.symptom());
            assertEquals(Optional.empty(), NEW.runbook());
            assertEquals(Optional.empty(), NEW.cause());
            assertEquals(Optional.empty(), NEW.timeToAcknowledge());
            assertEquals(Optional.empty(), NEW.timeToMitigate());
            assertEquals(Optional.empty(), NEW.timeToResolve());
            assertEquals(Optional.empty(), NEW.lastHumanActionAt());
        }

        @Test
        void severityIsTheWorstSeen() {
            Incident worse = NEW.with(NOON, Actor.ALERTING, new Change.Joined(ANSWERS, Severity.SEV1), "");
            Incident calmer = worse.with(NOON, Actor.ALERTING, new Change.Joined(LATENCY, Severity.SEV2), "");

            assertEquals(Severity.SEV1, worse.severity());
            assertEquals(Severity.SEV1, calmer.severity());
            assertEquals(List.of(ANSWERS, LATENCY), calmer.slos());
        }

        @Test
        void theLatestTriageAndTheLatestCauseCount() {
            Incident incident = NEW.with(NOON, Actor.TRIAGE, new Change.Triaged("overload", Optional.of("shed")), "")
                    .with(NOON, ANA, new Change.CauseFound("too little memory"), "")
                    .with(NOON, ANA, new Change.CauseFound("a certificate that had expired"), "");

            assertEquals(Optional.of("overload"), incident.symptom());
            assertEquals(Optional.of("shed"), incident.runbook());
            assertEquals(Optional.of("a certificate that had expired"), incident.cause());
        }

        @Test
        void timesAreCountedFromTheDetection() {
            Incident incident = resolved();

            assertEquals(Optional.of(Duration.ofMinutes(2)), incident.timeToAcknowledge());
            assertEquals(Optional.of(Duration.ofMinutes(10)), incident.timeToMitigate());
            assertEquals(Optional.of(Duration.ofMinutes(40)), incident.timeToResolve());
            assertEquals(Optional.of(minute(40)), incident.resolvedAt());
            assertEquals(Optional.empty(), incident.closedAt());
        }

        @Test
        void theFirstAcknowledgementCounts() {
            Incident incident = resolved().with(minute(50), ANA, new Change.Acknowledged(), "again");

            assertEquals(Optional.of(minute(2)), incident.acknowledgedAt());
        }

        @Test
        void whileItIsMitigatedAgainNobodyIsServed() {
            Incident again = NEW.with(minute(1), Actor.TRIAGE, new Change.Triaged("overload", Optional.empty()), "")
                    .with(minute(2), Actor.RUNBOOK, new Change.MitigationStarted(), "")
                    .with(minute(10), Actor.RUNBOOK, new Change.Mitigated(), "")
                    .with(minute(15), Actor.RUNBOOK, new Change.MitigationStarted(), "");
            assertEquals(Optional.empty(), again.mitigatedAt());

            Incident healed = again.with(minute(30), ANA, new Change.Resolved(), "");
            assertEquals(Optional.empty(), healed.mitigatedAt(), "the mitigation of minute 10 did not last");
            assertEquals(Optional.of(Duration.ofMinutes(30)), healed.timeToResolve());

            Incident mitigated = again.with(minute(20), Actor.RUNBOOK, new Change.Mitigated(), "");
            assertEquals(Optional.of(minute(20)), mitigated.mitigatedAt());
        }

        @Test
        void aReopenedIncidentIsNotResolvedUntilItIsAgain() {
            Incident reopened = resolved().with(minute(50), Actor.ALERTING, new Change.Reopened(), "");
            assertEquals(IncidentState.MITIGATING, reopened.state());
            assertEquals(Optional.empty(), reopened.resolvedAt());
            assertEquals(Optional.empty(), reopened.mitigatedAt());

            Incident again = reopened.with(minute(70), ANA, new Change.Resolved(), "");
            assertEquals(Optional.of(minute(70)), again.resolvedAt());
        }

        @Test
        void closingAndCancellingEndIt() {
            Incident closed = resolved().with(minute(90), ANA, new Change.Closed(Optional.of("no traffic")), "");
            Incident cancelled = NEW.with(minute(3), ANA, new Change.Cancelled("a load test"), "");

            assertEquals(Optional.of(minute(90)), closed.closedAt());
            assertEquals(Optional.of(minute(40)), closed.resolvedAt());
            assertEquals(Optional.of(minute(3)), cancelled.closedAt());
            assertEquals(Optional.empty(), cancelled.resolvedAt());
        }

        @Test
        void anythingAHumanDoesIsAttention() {
            Incident noted = NEW.with(minute(4), ANA, note(), "looking")
                    .with(minute(9), Actor.RUNBOOK, new Change.Recorded(Change.Fact.STEP), "");

            assertEquals(Optional.of(minute(4)), noted.lastHumanActionAt());
        }

        @Test
        void factsAreFoundByTheirSort() {
            Incident incident = NEW.with(minute(1), Actor.ONCALL, new Change.Recorded(Change.Fact.PAGE), "ana")
                    .with(minute(2), ANA, note(), "hm")
                    .with(minute(6), Actor.ONCALL, new Change.Recorded(Change.Fact.PAGE), "bo");

            assertEquals(
                    List.of("ana", "bo"),
                    incident.facts(Change.Fact.PAGE).stream()
                            .map(IncidentEvent::message)
                            .toList());
            assertEquals(List.of(), incident.facts(Change.Fact.STEP));
        }
    }

    @Test
    void anIdIsReadWithOrWithoutItsPrefix() {
        assertEquals(ID, IncidentId.of("INC-7"));
        assertEquals(ID, IncidentId.of(" inc-7 "));
        assertEquals(ID, IncidentId.of("7"));
        assertEquals("INC-7", ID.toString());
        for (String text : new String[] {"INC-0", "0", "-7", "INC", "INC-07", "INC-7a", ""}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> IncidentId.of(text));
            assertEquals(
                    "an incident is named like INC-7, was \"" + text.replace("INC", "inc") + "\"",
                    refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new IncidentId(0));
    }

    @Test
    void anActorIsReadAsItIsWritten() {
        for (Actor actor : List.of(ANA, Actor.ALERTING, Actor.TRIAGE, Actor.RUNBOOK, Actor.ONCALL, Actor.LEARNING)) {
            assertEquals(actor, Actor.of(actor.toString()));
        }
        assertEquals("safeguard/alerting", Actor.ALERTING.toString());
        assertThrows(IllegalArgumentException.class, () -> Actor.human(" "));
    }

    private static Incident resolved() {
        return NEW.with(minute(2), ANA, new Change.Acknowledged(), "seen")
                .with(minute(3), Actor.TRIAGE, new Change.Triaged("overload", Optional.of("shed")), "")
                .with(minute(4), Actor.RUNBOOK, new Change.MitigationStarted(), "")
                .with(minute(10), Actor.RUNBOOK, new Change.Mitigated(), "")
                .with(minute(40), ANA, new Change.Resolved(), "");
    }

    private static Change note() {
        return new Change.Recorded(Change.Fact.NOTE);
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }
}
