package dev.safeguard.application.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryUnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.IllegalTransitionException;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.Authority;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SteeringTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SloName ANSWERS = new SloName("answers");
    private static final ServiceName CHAT = new ServiceName("chat");
    private static final Actor ANA = Actor.human("ana");

    private final FakeClock clock = new FakeClock(NOON);
    private final InMemoryUnitOfWork work = new InMemoryUnitOfWork();
    private final DeclareIncident declare = new DeclareIncident(work, clock);
    private final AcknowledgeIncident acknowledge = new AcknowledgeIncident(work, clock);
    private final TriageIncident triage = new TriageIncident(work, clock);
    private final ResolveIncident resolve = new ResolveIncident(work, clock);
    private final CloseIncident close = new CloseIncident(work, clock);
    private final ReopenIncident reopen = new ReopenIncident(work, clock);
    private final CancelIncident cancel = new CancelIncident(work, clock);
    private final NoteIncident note = new NoteIncident(work, clock);

    @BeforeEach
    void watchOneSlo() {
        Slo slo = new Slo(
                ANSWERS, CHAT, "answers returned", Objective.of("0.99"), Slo.DEFAULT_PERIOD, Slo.DEFAULT_RESOLUTION);
        work.commit(stores -> stores.alerts().saveRule(AlertRule.builtIn(slo)));
    }

    @Test
    void whoDeclaresAnIncidentHasIt() {
        Incident incident = declared();

        assertEquals(IncidentState.DETECTED, incident.state());
        assertEquals(Optional.of(NOON), incident.acknowledgedAt());
        assertEquals(Optional.of(incident), work.read(stores -> stores.incidents().find(incident.id())));
    }

    @Test
    void anSloThatIsNotWatchedCannotHaveAnIncident() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> declare.declare(new SloName("answer"), Severity.SEV2, "odd", ANA));

        assertTrue(refused.getMessage().contains("[answers]"), refused.getMessage());
    }

    @Test
    void aServiceHasOneOpenIncident() {
        declared();

        assertThrows(StoreException.Conflict.class, this::declared);
    }

    @Test
    void acknowledgingStopsTheLadder() {
        Incident incident = declared();
        EscalationPolicy policy = new EscalationPolicy(
                List.of(new EscalationLevel(
                        new Target.People(List.of(new Person("Ana"))), Duration.ofMinutes(5))),
                0);
        work.commit(stores ->
                stores.escalations().save(Escalation.start(incident.id().toString(), policy, 1, NOON)));

        acknowledge.acknowledge(incident.id(), ANA);

        assertEquals(List.of(), work.read(stores -> stores.escalations().due()));
    }

    @Test
    void whatIsNotThereIsSaidToBe() {
        var missing = assertThrows(
                IncidentNotFoundException.class, () -> acknowledge.acknowledge(new IncidentId(9), ANA));

        assertTrue(missing.getMessage().contains("INC-9"), missing.getMessage());
    }

    @Test
    void whatIsOverCannotBeAcknowledged() {
        Incident incident = declared();
        cancel.cancel(incident.id(), "a test page", Optional.empty(), ANA);

        var over = assertThrows(
                IncidentNotOpenException.class, () -> acknowledge.acknowledge(incident.id(), ANA));
        assertTrue(over.getMessage().contains("cancelled"), over.getMessage());
    }

    @Test
    void resolvingNeedsARecoveryByMeasurement() {
        Incident incident = declared();
        measured(NOON, 97, 100);

        var refused = assertThrows(NotRecoveredException.class, () -> resolve(incident, Optional.empty()));

        assertTrue(refused.getMessage().contains("SLI 0.9700, objective 0.99"), refused.getMessage());
        assertEquals(IncidentState.DETECTED, stored(incident).state());
    }

    @Test
    void withoutTrafficNothingHasRecovered() {
        Incident incident = declared();
        measured(NOON, 0, 0);

        var refused = assertThrows(NotRecoveredException.class, () -> resolve(incident, Optional.empty()));
        assertTrue(refused.getMessage().contains("nothing measured"), refused.getMessage());
    }

    @Test
    void aGoodMeasurementResolves() {
        Incident incident = declared();
        measured(NOON, 100, 100);

        assertEquals(IncidentState.RESOLVED, resolve(incident, Optional.empty()).state());
    }

    @Test
    void aMitigationLeftOnSpeaksAgainstResolving() {
        Incident incident = declared();
        measured(NOON, 100, 100);
        work.commit(stores -> stores.runs().add(mitigationOn(incident)));

        var refused = assertThrows(NotRecoveredException.class, () -> resolve(incident, Optional.empty()));
        assertTrue(refused.getMessage().contains("1 mitigation is still on"), refused.getMessage());
    }

    @Test
    void forceLeavesNoMitigationOn() {
        Incident incident = declared();
        work.commit(stores -> stores.runs().add(mitigationOn(incident)));

        var refused = assertThrows(
                NotRecoveredException.class, () -> resolve(incident, Optional.of("measurements are down")));

        assertTrue(refused.getMessage().endsWith("(--leave-on REASON leaves them on)"), refused.getMessage());
    }

    @Test
    void aMitigationLeftOnDeliberatelyIsOnTheTimelineWithItsReason() {
        Incident incident = declared();
        measured(NOON, 100, 100);
        work.commit(stores -> stores.runs().add(mitigationOn(incident)));

        Incident resolved = resolve.resolve(
                incident.id(), Optional.empty(), Optional.empty(), Optional.of("the fallback is cheaper"), ANA);

        assertEquals(IncidentState.RESOLVED, resolved.state());
        assertEquals(Optional.of("the fallback is cheaper"), resolved.leftOn());
        assertEquals(
                "fallback left on deliberately: the fallback is cheaper",
                resolved.facts(Change.Fact.LEFT_ON).getFirst().message());
    }

    @Test
    void whatWasLeftOnDeliberatelyDoesNotHoldUpTheNextIncident() {
        Incident first = declared();
        measured(NOON, 100, 100);
        work.commit(stores -> stores.runs().add(mitigationOn(first)));
        resolve.resolve(first.id(), Optional.empty(), Optional.empty(), Optional.of("it is cheaper"), ANA);

        Incident second = declared();

        assertEquals(IncidentState.RESOLVED, resolve(second, Optional.empty()).state());
        assertEquals(Optional.empty(), stored(second).leftOn());
    }

    @Test
    void aFalseAlarmIsNotCancelledOverMitigationsThatAreOn() {
        Incident incident = declared();
        work.commit(stores -> stores.runs().add(mitigationOn(incident)));

        var refused = assertThrows(
                MitigationsOnException.class,
                () -> cancel.cancel(incident.id(), "a load test", Optional.empty(), ANA));
        assertTrue(refused.getMessage().contains("1 mitigation is still on (fallback)"), refused.getMessage());
        assertEquals(IncidentState.DETECTED, stored(incident).state());

        Incident cancelled = cancel.cancel(incident.id(), "a load test", Optional.of("until noon"), ANA);
        assertEquals(IncidentState.CANCELLED, cancelled.state());
        assertEquals(Optional.of("until noon"), cancelled.leftOn());
    }

    @Test
    void whyMitigationsStayOnIsForgottenWhenTheIncidentIsReopened() {
        Incident incident = declared();
        measured(NOON, 100, 100);
        work.commit(stores -> stores.runs().add(mitigationOn(incident)));
        resolve.resolve(incident.id(), Optional.empty(), Optional.empty(), Optional.of("it is cheaper"), ANA);

        reopen.reopen(incident.id(), "it is back", ANA);

        assertEquals(Optional.empty(), stored(incident).leftOn());
        assertThrows(NotRecoveredException.class, () -> resolve(incident, Optional.empty()));
    }

    @Test
    void whatIsOverIsSaidToBeBeforeAnythingElseIsAskedFor() {
        Incident incident = declared();
        cancel.cancel(incident.id(), "a test page", Optional.empty(), ANA);

        assertThrows(IllegalTransitionException.class, () -> resolve(incident, Optional.empty()));
    }

    @Test
    void forceNeedsAReasonAndLeavesItOnTheTimeline() {
        Incident incident = declared();

        Incident resolved = resolve(incident, Optional.of("the service was switched off for good"));

        assertTrue(resolved.timeline().getLast().message().contains("switched off for good"));
        assertTrue(resolved.timeline().getLast().message().contains("has not passed a recovery check"));
    }

    @Test
    void closingAsksForTheCauseThePostmortemAndTheEvalCaseInTurn() {
        Incident incident = declared();
        resolve(incident, Optional.of("exercise"));

        assertEquals("its root cause is not recorded: add --cause TEXT", whyNotClosed(incident, Optional.empty()));
        assertTrue(whyNotClosed(incident, Optional.of("a full disk")).startsWith("its postmortem is not written"));
        writePostmortem(incident);
        assertTrue(whyNotClosed(incident, Optional.of("a full disk")).contains("calibrated eval case"));

        Incident closed = close.close(incident.id(), Optional.of("a full disk"), Optional.of("an exercise"), ANA);
        assertEquals(IncidentState.CLOSED, closed.state());
        assertEquals(Optional.of("a full disk"), closed.cause());
    }

    @Test
    void reopeningGoesOnMitigating() {
        Incident incident = declared();
        resolve(incident, Optional.of("exercise"));

        assertEquals(IncidentState.MITIGATING, reopen.reopen(incident.id(), "it is back", ANA).state());
    }

    @Test
    void anIllegalMoveChangesNothing() {
        Incident incident = declared();

        assertThrows(IllegalTransitionException.class, () -> reopen.reopen(incident.id(), "why not", ANA));
        assertEquals(incident, stored(incident));
    }

    @Test
    void aHumanCanTriageAndNote() {
        Incident incident = declared();

        triage.triage(incident.id(), "full-disk", Optional.of("make-room"), ANA);
        Incident noted = note.note(incident.id(), "called the provider", ANA);

        assertEquals(Optional.of("full-disk"), noted.symptom());
        assertEquals(Optional.of("make-room"), noted.runbook());
        assertEquals("called the provider", noted.timeline().getLast().message());
        assertEquals(ANA, noted.timeline().getLast().actor());
    }

    private Incident declared() {
        return declare.declare(ANSWERS, Severity.SEV2, "answers look odd", ANA);
    }

    private Incident resolve(Incident incident, Optional<String> forced) {
        return resolve.resolve(incident.id(), Optional.empty(), forced, Optional.empty(), ANA);
    }

    private String whyNotClosed(Incident incident, Optional<String> cause) {
        String prefix = incident.id() + " cannot be closed: ";
        var refused = assertThrows(
                NotReadyToCloseException.class, () -> close.close(incident.id(), cause, Optional.empty(), ANA));
        return String.valueOf(refused.getMessage()).substring(prefix.length());
    }

    private void writePostmortem(Incident incident) {
        work.commit(stores -> stores.incidents()
                .save(stored(stores, incident)
                        .with(NOON, ANA, new Change.Recorded(Change.Fact.POSTMORTEM), "postmortem INC-1.md")));
    }

    private static Incident stored(Stores stores, Incident incident) {
        return stores.incidents().find(incident.id()).orElseThrow();
    }

    private Incident stored(Incident incident) {
        return work.read(stores -> stored(stores, incident));
    }

    private void measured(Instant until, long good, long total) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = 1; minute <= 10; minute++) {
            samples.add(new Sample(
                    ANSWERS, until.minus(Duration.ofMinutes(minute)), new EventCounts(good, total)));
        }
        work.commit(stores -> stores.samples().save(samples));
    }

    private static ActiveMitigation mitigationOn(Incident incident) {
        return new ActiveMitigation(
                RunId.of(incident.id().toString(), 1),
                0,
                new Step("fallback", "fake-flag", new TreeMap<>(), ""),
                incident.id().toString(),
                CHAT,
                new MitigationPlan(ControlState.ABSENT, ControlState.of("on"), "set fallback"),
                new Authority.Automation(),
                NOON,
                NOON.plus(Duration.ofHours(24)));
    }
}
