package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.TicketTracker;
import java.util.List;

/** Keeps the tickets it is handed, each key once, or fails to take them. */
public final class FakeTicketTracker implements TicketTracker {

    private final Deliveries deliveries = new Deliveries("ticket tracker");

    @Override
    public void file(Notification ticket) {
        deliveries.take(ticket);
    }

    /** The tickets filed, each once, in order. */
    public List<Notification> tickets() {
        return deliveries.delivered();
    }

    /** The key of every attempt, in order, failed ones included. */
    public List<String> attempts() {
        return deliveries.attempts();
    }

    /** The next so many attempts fail. */
    public void failNext(int attempts) {
        deliveries.failNext(attempts);
    }

    /** The next attempt is filed, and fails all the same: the answer gets lost. */
    public void loseNextAnswer() {
        deliveries.loseNextAnswer();
    }
}
