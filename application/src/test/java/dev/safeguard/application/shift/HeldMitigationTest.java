package dev.safeguard.application.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.runbook.ReadLedger;
import dev.safeguard.application.testkit.FakeMitigation;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Reversibility;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only a human may take off again is neither turned on nor taken off by itself. */
final class HeldMitigationTest extends OnShift {

    private static final Actor HUMAN = Actor.human("Ana");

    private final FakeMitigation held = new FakeMitigation("fake-flag", Reversibility.BY_HUMANS_ONLY);
    private final Map<String, Mitigation<?>> mitigations = Map.of("fake-flag", held);
    private final TinyWorld place = new TinyWorld(clock, held).helps("static", 1000);
    private final ShiftPorts ports = new ShiftPorts(
            clock, work, place, mitigations, workers, place, pager, tickets, responder, evals, postmortems);

    @Test
    void aHumanTurnsItOnAndAHumanTakesItOff() throws InterruptedException {
        acknowledgeAt("09:30");
        causeRemovedAt("11:00");

        standUntil("09:50");
        assertEquals(ControlState.ABSENT, state());

        ShiftPlan plan = plan(at("12:00"));
        var approve = new ApproveRun(work, clock, place, mitigations, workers);
        String hash = approve.plan(plan.rules().getFirst(), plan.runbooks().getFirst()).hash();
        approve.approve(plan.rules().getFirst(), plan.runbooks().getFirst(), hash, HUMAN);
        standUntil("11:30");
        assertEquals(ControlState.of("on"), state());
        assertEquals(IncidentState.MITIGATED, incident().state());
        String refusal = "only a human may take static off: mitigation revert INC-1.run-1/1";
        assertEquals(
                1,
                incident().timeline().stream()
                        .map(IncidentEvent::message)
                        .filter(refusal::equals)
                        .count());

        new OrderReversal(work, clock, place, mitigations, workers).order(new ReadLedger(work).all(), HUMAN);
        standUntil("12:00");
        assertEquals(ControlState.ABSENT, state());
        assertTrue(new ReadLedger(work).all().isEmpty());
    }

    private ControlState state() {
        return held.inspect(held.parameters().read(Map.of("flag", "static", "value", "on")));
    }

    private void standUntil(String time) throws InterruptedException {
        stand(ports, plan(at(time)), items::add);
    }

    private static ShiftPlan plan(Instant until) {
        return plan(outage("0.5", "09:10", "10:50"), runbook("static"), until);
    }
}
