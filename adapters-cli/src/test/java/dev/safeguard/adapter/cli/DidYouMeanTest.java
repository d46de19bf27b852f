package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {

    private static final List<String> COMMANDS = List.of("shift", "status", "incident", "eval", "list");

    @Test
    void aSlipOfTheFingerIsForgiven() {
        assertEquals(Optional.of("shift"), DidYouMean.closest("shfit", COMMANDS), "two letters swapped");
        assertEquals(Optional.of("shift"), DidYouMean.closest("SHIFT", COMMANDS), "another case");
        assertEquals(Optional.of("status"), DidYouMean.closest("statu", COMMANDS), "one letter missing");
        assertEquals(Optional.of("incident"), DidYouMean.closest("incidents", COMMANDS), "one letter too many");
        assertEquals(Optional.of("eval"), DidYouMean.closest("evil", COMMANDS), "one letter replaced");
    }

    @Test
    void whatIsFarFromEverythingMeansNothing() {
        assertEquals(Optional.empty(), DidYouMean.closest("postmortem", COMMANDS));
        assertEquals("try --help", DidYouMean.closest("xy", COMMANDS, "try --help"));
    }

    @Test
    void theNearestWinsAndThenTheFirst() {
        assertEquals(Optional.of("lint"), DidYouMean.closest("lit", List.of("list", "lost", "lint")), "list is as near");
    }
}
