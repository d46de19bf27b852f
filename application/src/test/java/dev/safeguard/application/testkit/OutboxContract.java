package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Outbox;
import dev.safeguard.domain.alert.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Outbox} guarantees. */
public abstract class OutboxContract extends PersistenceContract {

    @ParameterizedTest
    @EnumSource
    void aNotificationOfEveryKindComesBackAsItWas(Notification.Kind kind) {
        for (Severity severity : Severity.values()) {
            Notification notification = new Notification(
                    "key/" + kind + severity,
                    kind,
                    severity,
                    "INC-1",
                    severity == Severity.SEV3 ? List.of() : List.of(Examples.BEN, Examples.ANA),
                    "two lines,\n\"quoted\" — ☃ 🎈",
                    Examples.NOW.plusMillis(1));
            put(notification);
            assertEquals(notification, pending().getLast());
        }
    }

    @Test
    void theOldestComesFirstWhateverTheClockSays() {
        Notification late = at("b", Examples.NOW.plusSeconds(60));
        Notification early = at("a", Examples.NOW);
        put(late);
        put(early);
        assertEquals(List.of(late, early), pending());
    }

    @Test
    void oneOfTheSameKeyStaysAsItIs() {
        put(at("a", Examples.NOW));
        put(at("b", Examples.NOW));
        put(at("a", Examples.NOW.plusSeconds(60)));
        assertEquals(List.of(at("a", Examples.NOW), at("b", Examples.NOW)), pending());
    }

    @Test
    void whatIsSentIsNotPendingAndDoesNotComeBack() {
        put(at("a", Examples.NOW));
        put(at("b", Examples.NOW));
        markSent("a");
        assertEquals(List.of(at("b", Examples.NOW)), pending());
        markSent("a");
        put(at("a", Examples.NOW));
        assertEquals(List.of(at("b", Examples.NOW)), pending());
    }

    @Test
    void markingWhatIsNotThereChangesNothing() {
        markSent("a");
        put(at("a", Examples.NOW));
        assertEquals(List.of(at("a", Examples.NOW)), pending());
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        put(at("a", Instant.parse("2026-03-02T10:18:00.123999999Z")));
        assertEquals(List.of(at("a", Instant.parse("2026-03-02T10:18:00.123Z"))), pending());
    }

    private static Notification at(String key, Instant at) {
        Notification page = Examples.page(key);
        return new Notification(
                key, page.kind(), page.severity(), page.subject(), page.people(), page.text(), at);
    }

    private void put(Notification notification) {
        write(stores -> stores.outbox().put(notification));
    }

    private void markSent(String key) {
        write(stores -> stores.outbox().markSent(key, Examples.NOW));
    }

    private List<Notification> pending() {
        return read(stores -> stores.outbox().pending());
    }
}
