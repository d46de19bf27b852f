package dev.safeguard.adapter.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.slo.SloName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SloTableTest {

    private final SloTable slos = new SloTable();

    @Test
    void anSloHasTheNumberItWasFirstMetWith() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                assertEquals(i, slos.number("team-" + i + "/availability"));
            }
        }
        assertEquals(20_000, slos.size());
        assertEquals(new SloName("team-12345/availability"), slos.name(12_345));
    }

    @Test
    void namesOfTheSameHashAreNamesOfTheirOwn() {
        // As with strings: 31 * 'A' + 'a' is 31 * 'B' + 'B'.
        assertEquals(0, slos.number("Aa"));
        assertEquals(1, slos.number("BB"));
        assertEquals(2, slos.number("AaAa"));
        assertEquals(3, slos.number("BBBB"));
        assertEquals(1, slos.number("BB"));
    }

    @Test
    void whatIsNoNameHasNoNumber() {
        for (String text : new String[] {"", " ", "chat answers", "é", "x".repeat(101)}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int hash = 0;
            for (byte b : bytes) {
                hash = SloTable.hash(hash, b);
            }
            assertEquals(SloTable.NONE, slos.number(bytes, 0, bytes.length, hash));
            assertThrows(IllegalArgumentException.class, () -> slos.number(text));
        }
        assertEquals(0, slos.size());
    }
}
