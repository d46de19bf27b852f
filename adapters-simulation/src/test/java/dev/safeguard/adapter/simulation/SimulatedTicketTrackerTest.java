package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.TicketTrackerContract;
import java.time.Instant;
import java.util.List;

final class SimulatedTicketTrackerTest extends TicketTrackerContract {

    private final SimulatedResponder responder =
            SimulatedResponder.acknowledgingOnly(new FakeClock(Instant.parse("2026-03-02T09:00:00Z")));

    @Override
    protected TicketTracker tracker() {
        return responder;
    }

    @Override
    protected List<String> filed() {
        return responder.tickets();
    }
}
