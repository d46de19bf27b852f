package dev.safeguard.application.oncall;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.application.port.UnitOfWork;
import java.time.Instant;

/**
 * Sends what the outbox holds. A notification is marked as sent after it was handed over, so that a crash in between
 * sends it again under the same key: at least once, never lost.
 */
public final class DeliverNotifications {

    private final UnitOfWork work;
    private final Pager pager;
    private final TicketTracker tickets;

    public DeliverNotifications(UnitOfWork work, Pager pager, TicketTracker tickets) {
        this.work = work;
        this.pager = pager;
        this.tickets = tickets;
    }

    /**
     * Sends everything pending. What cannot be handed over now stays for the next time.
     *
     * @return whether nothing is pending any more
     */
    public boolean deliver(Instant now) {
        boolean all = true;
        for (Notification notification : work.read(stores -> stores.outbox().pending())) {
            if (handedOver(notification)) {
                work.commit(stores -> stores.outbox().markSent(notification.key(), now));
            } else {
                all = false;
            }
        }
        return all;
    }

    /** Whatever a pager throws, the page is kept: losing one to an exception nobody foresaw is the worst outcome. */
    private boolean handedOver(Notification notification) {
        try {
            switch (notification.kind()) {
                case PAGE, ALL_CLEAR -> pager.page(notification);
                case TICKET -> tickets.file(notification);
            }
            return true;
        } catch (RuntimeException mayNotHaveArrived) {
            return false;
        }
    }
}
