package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import java.util.List;

/** What {@link Pager} promises. Every test has a pager of its own. */
public abstract class PagerContract extends DeliveryContract {

    protected abstract Pager pager();

    /** The keys of the pages that reached somebody, in order. */
    protected abstract List<String> delivered();

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
