package dev.safeguard.application.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class KnownIncidentTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void anIncidentDoesNotEndBeforeItBegins() {
        assertEquals(
                "end must not be before start (2026-03-02T09:00:00Z), was 2026-03-02T08:59:59Z",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new KnownIncident("a", NINE, NINE.minusSeconds(1), "", ""))
                        .getMessage());
        assertEquals(NINE, new KnownIncident("a", NINE, NINE, "", "").end());
    }

    @Test
    void anIncidentHasAnId() {
        assertThrows(IllegalArgumentException.class, () -> new KnownIncident(" ", NINE, NINE, "", ""));
    }
}
