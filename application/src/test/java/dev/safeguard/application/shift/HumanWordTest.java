package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.incident.CancelIncident;
import dev.safeguard.application.incident.ResolveIncident;
import dev.safeguard.application.port.Responder;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.slo.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An incident that a human ends, on a service that does not care what it is called. */
final class HumanWordTest extends OnShift {

    private static final Actor BO = Actor.human("bo");
    private static final IncidentId SECOND = new IncidentId(2);

    @Test
    void aCancelledAlertThatGoesOnFiringOpensANewIncidentHalfAnHourLater() throws InterruptedException {
        acknowledgeAt("10:20");

        standAndDoOnce("12:00", outage("0.5", "10:00", "11:30"), ShiftItem.Event.ACK, this::cancel);

        assertEquals(IncidentState.CANCELLED, incident().state());
        Incident second = work.read(stores -> stores.incidents().find(SECOND)).orElseThrow();
        assertEquals(at("10:50"), second.detectedAt());
        assertEquals(List.of(FIRST), second.links());
        assertTrue(told().contains("10:50 page"), told().toString());
    }

    @Test
    void aCancelledAlertThatClearsStaysCancelledAndTheShiftIsHealthy() throws InterruptedException {
        acknowledgeAt("10:20");

        ShiftResult result = standAndDoOnce("12:00", outage("0.5", "10:00", "10:30"), ShiftItem.Event.ACK, this::cancel);

        assertEquals(Optional.empty(), work.read(stores -> stores.incidents().find(SECOND)));
        assertEquals(Optional.empty(), result.notHealthy());
    }

    @Test
    void aShiftDoesNotEndHealthyWhileACancelledAlertStillFires() throws InterruptedException {
        acknowledgeAt("10:20");

        ShiftResult result = standAndDoOnce("10:40", outage("0.5", "10:00", "11:00"), ShiftItem.Event.ACK, this::cancel);

        assertEquals(Optional.of("INC-1 is cancelled, and answers is still at sev1"), result.notHealthy());
    }

    @Test
    void anIncidentResolvedAgainstTheMeasurementIsReopenedByIt() throws InterruptedException {
        acknowledgeAt("10:20");

        standAndDoOnce("11:00", outage("0.5", "10:00", "11:00"), ShiftItem.Event.ACK, id -> new ResolveIncident(
                        work.another(), clock)
                .resolve(id, Optional.empty(), Optional.of("I do not believe it"), Optional.empty(), BO));

        assertEquals(List.of("10:21 reopen"), told("reopen"));
        assertEquals(List.of("10:18 page", "10:21 page"), told("page").subList(0, 2));
    }

    @Test
    void whatIsLeftOnIsToldAndCounted() throws InterruptedException {
        acknowledgeAt("10:20");

        standAndDoOnce("10:45", outage("0.5", "10:00", "11:00"), ShiftItem.Event.MITIGATED, id -> new CancelIncident(
                        work.another(), clock)
                .cancel(id, "an exercise", Optional.of("it goes on until noon"), BO));

        ShiftItem left = items.stream()
                .filter(item -> item.event() == ShiftItem.Event.LEFT_ON)
                .findFirst()
                .orElseThrow();
        assertEquals("fallback, cache, shed left on deliberately: it goes on until noon", left.message());
        assertEquals(Optional.of(3L), items.getLast().data().count("mitigationsOn"));
        assertEquals(1, told("cancel").size());
    }

    @Test
    void aChangeThatLandsAfterTheIncidentWasEndedIsSaidToo() throws InterruptedException {
        acknowledgeAt("10:20");
        CancelIncident cancel = new CancelIncident(work.another(), clock);
        flags.whenCalled(() -> cancel.cancel(FIRST, "an exercise", Optional.empty(), BO));

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache"), at("10:40"));

        assertEquals(1, work.read(stores -> stores.runs().activeMitigations(CHAT)).size());
        assertEquals(
                "fallback left on: its runbook was under way when it ended: INC-1 is cancelled",
                incident().facts(Change.Fact.LEFT_ON).getLast().message());
    }

    @Test
    void aRunThatEndedInconclusiveIsForgivenWhenTheServiceRecovers() throws InterruptedException {
        acknowledgeAt("10:20");
        world.helps("little", 488);
        decideAt("10:50", new Responder.Decision.Acknowledge("INC-1", CLEO));
        causeRemovedAt("11:00");

        ShiftResult result = stand(outage("0.5", "10:00", "10:45"), runbook("little"));

        assertEquals(List.of("inconclusive"), outcomes());
        assertEquals(Optional.empty(), result.notHealthy());
        assertEquals(IncidentState.RESOLVED, incident().state());
    }

    @Test
    void aRunThatEndedInconclusiveEndsTheShiftWhereTheServiceHasNotRecovered() throws InterruptedException {
        acknowledgeAt("10:20");
        world.helps("little", 488);
        decideAt("10:40", new Responder.Decision.Acknowledge("INC-1", CLEO));

        ShiftResult result = stand(outage("0.5", "10:00", "11:30"), runbook("little"));

        assertEquals(Optional.of("INC-1: little stayed inconclusive"), result.notHealthy());
        assertEquals(at("10:40"), items.getLast().at());
    }

    @Test
    void aRunThatMayNotStartYetIsSaidToBeHeldBackOnce() throws InterruptedException {
        acknowledgeAt("10:20");
        List<PlannedFault> worse = new ArrayList<>(outage("0.5", "10:00", "10:31"));
        worse.addAll(outage("0.9", "10:31", "11:30"));

        stand(worse, runbook("fallback", "cache", "shed"), at("10:45"));

        assertEquals(List.of("10:33 held-back"), told("held-back"));
        assertEquals(
                "runbook outage is held back: a run ended less than 10 minutes ago",
                incident().facts(Change.Fact.HELD_BACK).getFirst().message());
    }

    @Test
    void anIncidentThatHealsWhileEarlierMitigationsAreLeftOnIsResolved() throws InterruptedException {
        acknowledgeAt("10:20");
        List<PlannedFault> twice = new ArrayList<>(outage("0.5", "10:00", "10:40"));
        twice.add(new PlannedFault("outage", Ratio.ONE, at("11:20"), at("11:40"), "it fails", "it works again"));

        standAndDoOnce("12:30", twice, ShiftItem.Event.MITIGATED, id -> new CancelIncident(work.another(), clock)
                .cancel(id, "an exercise", Optional.of("until noon"), BO));

        assertEquals(3, work.read(stores -> stores.runs().activeMitigations(CHAT)).size());
        Incident second = work.read(stores -> stores.incidents().find(SECOND)).orElseThrow();
        assertTrue(second.detectedAt().isAfter(at("11:20")));
        assertEquals(IncidentState.RESOLVED, second.state());
    }

    @Test
    void noBurstIsCalledTooSmallToWakeAnybodyWhereAnotherTierDidWakeSomebody() throws InterruptedException {
        List<PlannedFault> growing = new ArrayList<>(outage("0.1", "10:00", "13:20"));
        growing.addAll(outage("0.16", "13:20", "13:45"));

        standAndDoOnce("14:30", growing, ShiftItem.Event.PAGE, this::cancel);

        assertEquals(1, told("page").size(), told().toString());
        assertEquals(List.of(), told("no-page"));
    }

    private void cancel(IncidentId id) {
        new CancelIncident(work.another(), clock).cancel(id, "a load test", Optional.empty(), BO);
    }

    private ShiftResult standAndDoOnce(
            String until, List<PlannedFault> faults, ShiftItem.Event when, Consumer<IncidentId> what)
            throws InterruptedException {
        List<IncidentId> done = new ArrayList<>();
        return stand(ports(), plan(faults, runbook("fallback", "cache", "shed"), at(until)), item -> {
            items.add(item);
            if (item.event() == when && done.isEmpty()) {
                done.add(item.incident().orElseThrow());
                what.accept(done.getFirst());
            }
        });
    }
}
