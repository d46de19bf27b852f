package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.application.testkit.FakePager;
import dev.safeguard.application.testkit.PagerContract;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.oncall.Person;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakePagerTest extends PagerContract {

    private static final Notification PAGE = new Notification(
            "INC-1:1",
            Notification.Kind.PAGE,
            Severity.SEV1,
            "INC-1",
            List.of(new Person("Ana")),
            "half of all answers fail",
            Instant.parse("2026-03-02T10:18:00Z"));

    private final FakePager pager = new FakePager();

    @Override
    protected Pager pager() {
        return pager;
    }

    @Override
    protected List<String> delivered() {
        return pager.pages().stream().map(Notification::key).toList();
    }

    @Test
    void itFailsAsOftenAsItWasToldTo() {
        pager.failNext(1);
        assertThrows(IllegalStateException.class, () -> pager.page(PAGE));
        assertEquals(List.of(), pager.pages());
        pager.page(PAGE);
        assertEquals(List.of(PAGE), pager.pages());
        assertEquals(List.of("INC-1:1", "INC-1:1"), pager.attempts());
    }

    @Test
    void aLostAnswerIsDeliveredAllTheSame() {
        pager.loseNextAnswer();
        assertThrows(IllegalStateException.class, () -> pager.page(PAGE));
        assertEquals(List.of(PAGE), pager.pages());
    }
}
