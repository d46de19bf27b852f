package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.TicketTracker;
import java.util.List;

/** What {@link TicketTracker} promises. Every test has a tracker of its own. */
public abstract class TicketTrackerContract extends DeliveryContract {

    protected abstract TicketTracker tracker();

    /** The keys of the tickets there are, in the order in which they were filed. */
    protected abstract List<String> filed();

    @Override
    final void hand(Notification notification) {
        tracker().file(notification);
    }

    @Override
    final List<String> arrived() {
        return filed();
    }

    @Override
    final Notification.Kind kind() {
        return Notification.Kind.TICKET;
    }
}
