package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import java.util.List;

/** Keeps the pages it is handed, each key once, or fails to take them. */
public final class FakePager implements Pager {

    private final Deliveries deliveries = new Deliveries("pager");

    @Override
    public void page(Notification page) {
        deliveries.take(page);
    }

    /** The pages that reached somebody, each once, in order. */
    public List<Notification> pages() {
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

    /** The next attempt is delivered, and fails all the same: the answer gets lost. */
    public void loseNextAnswer() {
        deliveries.loseNextAnswer();
    }
}
