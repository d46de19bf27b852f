package dev.safeguard.application.shift;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mitigations that have been on for longer than they were meant to: each files one ticket, and none is taken off. */
final class Overdue {

    /** Told in this shift; what an earlier one told the outbox knows by its key. */
    private final Set<String> told = new HashSet<>();

    /** When the next one will be overdue, or was. */
    Optional<Instant> next(Stores stores) {
        return stores.runs().activeMitigations().stream()
                .filter(mitigation -> !told.contains(key(mitigation)))
                .map(ActiveMitigation::expiresAt)
                .min(Instant::compareTo);
    }

    /** Files what is due, within a transaction. */
    List<ActiveMitigation> file(Stores stores, Instant now) {
        List<ActiveMitigation> due = stores.runs().activeMitigations().stream()
                .filter(mitigation -> mitigation.isExpired(now) && !told.contains(key(mitigation)))
                .toList();
        for (ActiveMitigation mitigation : due) {
            told.add(key(mitigation));
            stores.outbox()
                    .put(new Notification(
                            key(mitigation),
                            Notification.Kind.TICKET,
                            Severity.SEV3,
                            mitigation.subject(),
                            List.of(),
                            text(mitigation),
                            now));
        }
        return due;
    }

    private static String key(ActiveMitigation mitigation) {
        return mitigation.id() + ":expired:" + mitigation.expiresAt();
    }

    static String text(ActiveMitigation mitigation) {
        Duration meant = Duration.between(mitigation.since(), mitigation.expiresAt());
        return mitigation.step().name() + " of " + mitigation.service() + " is on for longer than the "
                + Window.text(meant) + " it was meant to be, set for " + mitigation.subject() + " by "
                + mitigation.owner() + ": take it off with mitigation revert " + mitigation.id()
                + ", or make it permanent elsewhere";
    }
}
