package dev.safeguard.domain.slo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final Figures SOME = Figures.NONE
            .with("tier", "sev1")
            .with("bad", 12)
            .with("burn", Ratio.of(14, 15), 2)
            .with("long", Window.ofHours(1))
            .with("after", Duration.ofMinutes(3));

    @Test
    void areToldInTheOrderInWhichTheyWereGiven() {
        assertEquals(
                List.of("tier", "bad", "burn", "long", "after"),
                List.copyOf(SOME.values().keySet()));
        assertEquals(
                List.of("bad", "tier"),
                List.copyOf(Figures.NONE
                        .with("bad", 1)
                        .withAll(Figures.NONE.with("tier", "sev1"))
                        .values()
                        .keySet()));
    }

    @Test
    void areLookedUpByNameAndKind() {
        assertEquals(Optional.of("sev1"), SOME.text("tier"));
        assertEquals(Optional.of(12L), SOME.count("bad"));
        assertEquals(Optional.of(new BigDecimal("0.93")), SOME.decimal("burn"));
        assertEquals(new Figures.Figure.Span(Duration.ofHours(1)), SOME.values().get("long"));
        assertEquals(Optional.empty(), SOME.count("tier"));
        assertEquals(Optional.empty(), SOME.text("absent"));
        assertEquals(Optional.empty(), SOME.decimal("bad"));
    }

    @Test
    void aNameIsGivenOnce() {
        var refused = assertThrows(IllegalArgumentException.class, () -> SOME.with("bad", 13));

        assertEquals("figure bad is given twice", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> SOME.withAll(Figures.NONE.with("tier", "sev2")));
    }

    @Test
    void doNotChangeOnceTold() {
        assertThrows(UnsupportedOperationException.class, () -> SOME.values().clear());
    }
}
