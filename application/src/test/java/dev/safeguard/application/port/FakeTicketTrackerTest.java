package dev.safeguard.application.port;

import dev.safeguard.application.testkit.FakeTicketTracker;
import dev.safeguard.application.testkit.TicketTrackerContract;
import java.util.List;

final class FakeTicketTrackerTest extends TicketTrackerContract {

    private final FakeTicketTracker tracker = new FakeTicketTracker();

    @Override
    protected TicketTracker tracker() {
        return tracker;
    }

    @Override
    protected List<String> filed() {
        return tracker.tickets().stream().map(Notification::key).toList();
    }
}
