package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Pager} promises. Every test has a pager of its own. */
public abstract class PagerContract extends DeliveryContract {

    protected abstract Pager pager();

    /** The keys of the pages that reached somebody, in order. */
    protected abstract List<String> delivered();

    @Test
    void anAllClearArrivesLikeAPage() {
        hand(notification("INC-1:1", "INC-1"));
        hand(notification("INC-1:clear:1", Notification.Kind.ALL_CLEAR, "INC-1"));
        hand(notification("INC-1:clear:1", Notification.Kind.ALL_CLEAR, "INC-1"));
        assertEquals(List.of("INC-1:1", "INC-1:clear:1"), arrived());
    }

    @Override
    final void hand(Notification notification) {
        pager().page(notification);
    }

    @Override
    final List<String> arrived() {
        return delivered();
    }

    @Override
    final Notification.Kind kind() {
        return Notification.Kind.PAGE;
    }
}
