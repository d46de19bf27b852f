package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.Notification;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.oncall.Person;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pager and a ticket tracker promise alike. */
abstract class DeliveryContract {

    private static final Instant AT = Instant.parse("2026-03-02T10:18:00Z");

    abstract void hand(Notification notification);

    abstract List<String> arrived();

    abstract Notification.Kind kind();

    @Test
    void whatIsHandedOverArrives() {
        hand(notification("INC-1:1", "INC-1"));
        assertEquals(List.of("INC-1:1"), arrived());
    }

    @Test
    void theSameKeyAgainIsTheSame() {
        hand(notification("INC-1:1", "INC-1"));
        hand(notification("INC-1:1", "INC-1"));
        assertEquals(List.of("INC-1:1"), arrived());
    }

    @Test
    void anotherKeyIsAnotherOneThoughItIsAboutTheSame() {
        hand(notification("INC-1:1", "INC-1"));
        hand(notification("INC-1:2", "INC-1"));
        hand(notification("INC-2:1", "INC-2"));
        assertEquals(List.of("INC-1:1", "INC-1:2", "INC-2:1"), arrived());
    }

    final Notification notification(String key, String subject) {
        return notification(key, kind(), subject);
    }

    static Notification notification(String key, Notification.Kind kind, String subject) {
        return switch (kind) {
            case PAGE, ALL_CLEAR ->
                new Notification(
                        key, kind, Severity.SEV1, subject, List.of(new Person("Ana")), "half of all answers fail", AT);
            case TICKET ->
                new Notification(key, kind, Severity.SEV3, subject, List.of(), "4 % of all answers fail", AT);
        };
    }
}
