package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.runbook.AdvanceRun;
import dev.safeguard.application.runbook.RevertMitigations;
import dev.safeguard.application.testkit.FakeMitigation.Behaviour;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody else does to a run, or to its service, while a call of it is under way. */
final class LostWalkTest extends OnShift {

    @Test
    void aRunThatIsStoppedDuringItsCallStaysStopped() throws InterruptedException {
        acknowledgeAt("10:20");
        AdvanceRun elsewhere = new AdvanceRun(work.another(), clock, world, Map.of(), workers);
        duringCall(2, () -> work.another().commit(stores -> elsewhere.stop(
                stores, stores.runs().activeRun(CHAT).orElseThrow(), "bo says so", clock.now())));

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("10:40"));

        assertEquals(List.of("fallback", "cache"), applied());
        Phase phase = work.read(stores -> stores.runs().runsOf(CHAT)).getLast().phase();
        assertEquals("bo says so", ((Phase.Finished) phase).reason());
        assertEquals(List.of("fallback", "cache"), on());
    }

    @Test
    void aReversalThatIsStoppedDuringItsCallStaysStopped() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("11:05");
        RevertMitigations elsewhere = new RevertMitigations(work.another(), clock, world, Map.of(), workers);
        duringCall(4, () -> work.another().commit(stores -> elsewhere.stop(
                stores, stores.runs().activeReversal(CHAT).orElseThrow(), "bo says so", clock.now())));

        stand(outage("0.5", "10:00", "11:00"), runbook("fallback", "cache", "shed"), at("11:20"));

        assertEquals(4, flags.calls().size());
        assertEquals(Optional.empty(), work.read(stores -> stores.runs().activeReversal(CHAT)));
    }

    @Test
    void whatMayBeBackInForceIsOnTheLedger() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("10:40");
        duringCall(5, () -> flags.behave(Behaviour.LOSE_ANSWER));

        stand(outage("0.5", "10:00", "11:30"), runbook("fallback", "cache", "shed"), at("10:50"));

        assertEquals(ControlState.of("on"), flags.state("shed"));
        assertEquals(List.of("fallback", "cache", "shed"), on());
    }

    @Test
    void whatMayBeBackInForceWhenAReversalIsStoppedIsOnTheLedger() throws InterruptedException {
        acknowledgeAt("10:20");
        causeRemovedAt("10:40");
        RevertMitigations elsewhere = new RevertMitigations(work.another(), clock, world, Map.of(), workers);
        duringCall(5, () -> work.another().commit(stores -> elsewhere.stop(
                stores, stores.runs().activeReversal(CHAT).orElseThrow(), "bo says so", clock.now())));

        stand(outage("0.5", "10:00", "11:30"), runbook("fallback", "cache", "shed"), at("10:50"));

        assertEquals(List.of("fallback", "cache", "shed"), on());
    }

    private List<String> on() {
        return work.read(stores -> stores.runs().activeMitigations(CHAT)).stream()
                .map(ActiveMitigation::step)
                .map(step -> step.name())
                .toList();
    }

    /** Does this during the so manieth call that changes something. */
    private void duringCall(int nth, Runnable meanwhile) {
        flags.whenCalled(nth == 1 ? meanwhile : () -> duringCall(nth - 1, meanwhile));
    }
}
