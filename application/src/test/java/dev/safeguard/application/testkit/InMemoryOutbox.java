package dev.safeguard.application.testkit;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Outbox;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notifications in a map by key, in the order in which they were put. */
final class InMemoryOutbox implements Outbox {

    private final InMemoryAccess access;
    private final Map<String, Notification> notifications = new LinkedHashMap<>();
    private final Set<String> sent = new HashSet<>();

    InMemoryOutbox(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryOutbox copy(InMemoryAccess to) {
        InMemoryOutbox copy = new InMemoryOutbox(to);
        copy.notifications.putAll(notifications);
        copy.sent.addAll(sent);
        return copy;
    }

    @Override
    public void put(Notification notification) {
        access.write();
        notifications.putIfAbsent(notification.key(), Milliseconds.of(notification));
    }

    @Override
    public List<Notification> pending() {
        access.read();
        return notifications.values().stream()
                .filter(notification -> !sent.contains(notification.key()))
                .toList();
    }

    @Override
    public void markSent(String key, Instant at) {
        access.write();
        if (notifications.containsKey(key)) {
            sent.add(key);
        }
    }
}
