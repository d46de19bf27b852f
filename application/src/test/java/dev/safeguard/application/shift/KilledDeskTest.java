package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.RunbookRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A shift that dies right after a commit about a run: what was due with it is not lost. */
final class KilledDeskTest extends OnShift {

    @Test
    void whoeverARunThatCameToNothingCallsIsCalledThoughTheShiftDiedThen() throws InterruptedException {
        acknowledgeAt("10:12");
        Optional<Runbook> runbook = runbook("shed", "static");
        Instant until = at("10:25");

        dies(
                plan(outage("0.9", "10:00", "11:00"), runbook, until),
                stores -> stores.runs().runsOf(CHAT).stream().anyMatch(RunbookRun::isFinished));
        goesOn(runbook, until);

        assertEquals(List.of("Ana", "Cleo"), paged());
    }

    @Test
    void whoeverAReversalThatFailedCallsIsCalledThoughTheShiftDiedThen() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("10:40");
        Optional<Runbook> runbook = runbook("fallback", "cache", "shed");
        Instant until = at("10:50");

        dies(plan(outage("0.5", "10:00", "11:30"), runbook, until), KilledDeskTest::isReverted);
        goesOn(runbook, until);

        assertEquals(List.of("Ana", "Ana", "Cleo"), paged(), "a page, its all-clear, and the call for help");
        assertEquals(IncidentState.MITIGATED, incident().state());
        assertEquals(1, incident().facts(Change.Fact.RUNBOOK).stream()
                .filter(event -> event.message().contains("shed is on again"))
                .count());
    }

    @Test
    void anIncidentIsOverWithItsReversalThoughTheShiftDiedThen() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");
        Optional<Runbook> runbook = runbook("fallback", "cache", "shed");
        Instant until = at("12:00");

        dies(plan(outage("0.5", "10:00", "11:00"), runbook, until), KilledDeskTest::isReverted);

        assertEquals(IncidentState.RESOLVED, incident().state());
        goesOn(runbook, until);
        assertEquals(Optional.of(at("11:14")), incident().resolvedAt());
    }

    @Test
    void whoeverIsCalledByThePullOfTheKillSwitchIsCalledThoughTheShiftDiedThen() throws InterruptedException {
        acknowledgeAt("10:12");
        Optional<Runbook> runbook = runbook("shed", "static");
        Instant until = at("10:20");
        flags.whenCalled(() -> work.another().commit(stores -> stores.runs()
                .setPause(Optional.of(new AutomationPause("bo", "the flags are being moved", clock.now())))));

        dies(
                plan(outage("0.9", "10:00", "11:00"), runbook, until),
                stores -> stores.incidents().find(FIRST).stream()
                        .anyMatch(incident -> !incident.facts(Change.Fact.HELD_BACK).isEmpty()));
        goesOn(runbook, until);

        assertEquals(List.of("Ana", "Cleo"), paged());
    }

    /** The run was the first walk, its reversal the second. */
    private static boolean isReverted(Stores stores) {
        return stores.runs().nextId(FIRST.toString()).equals(RunId.of(FIRST.toString(), 3))
                && stores.runs().activeReversal(CHAT).isEmpty();
    }

    private void dies(ShiftPlan plan, Predicate<Stores> deadly) {
        ShiftPorts ports = new ShiftPorts(
                clock,
                new DyingUnitOfWork(work, deadly),
                world,
                Map.of("fake-flag", flags),
                workers,
                world,
                pager,
                tickets,
                responder,
                evals,
                postmortems);
        assertThrows(DyingMitigation.Death.class, () -> stand(ports, plan, items::add));
    }

    /** The faults go on by themselves. */
    private void goesOn(Optional<Runbook> runbook, Instant until) throws InterruptedException {
        stand(ports(), plan(List.of(), runbook, until), items::add);
    }
}
