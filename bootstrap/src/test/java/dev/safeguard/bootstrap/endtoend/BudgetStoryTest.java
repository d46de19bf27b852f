package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An error budget from a shift that leaves most of it to an outage that spends it all, and the releases meanwhile. */
final class BudgetStoryTest {

    private static final Instant OUTAGE = Instant.parse("2026-03-05T20:00:00Z");

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @Test
    void aShiftThatIsWellStoodLeavesBudgetToShipOn() {
        terminal.type("shift").expect(0);

        JsonNode budget = terminal.type("budget", "-o", "json").expect(0).items().getFirst();

        assertEquals("2026-03-02T12:00:00Z", budget.get("asOf").asString());
        assertEquals("1.0000", budget.get("coverage").asString());
        double spent = Double.parseDouble(budget.get("spent").asString());
        assertTrue(spent > 0.04 && spent < 0.05, budget.toString());
        JsonNode outage = budget.get("incidents").get(0);
        assertEquals("INC-1", outage.get("incident").asString());
        assertEquals("2026-03-02T10:00:00Z", outage.get("from").asString());
        assertEquals("2026-03-02T11:14:00Z", outage.get("until").asString());
        assertTrue(outage.get("bad").asLong() * 2 > budget.get("bad").asLong(), "it spent most of it");

        Printed gate = terminal.type("budget", "gate", "--slo", "chat-answers", "--min-left", "50%").expect(0);
        assertTrue(gate.out().startsWith("chat-answers may ship: it has 95."), gate.out());
        JsonNode status = terminal.type("status", "-o", "json").expect(0).items().getFirst();
        assertEquals(status.get("budgetRemaining"), budget.get("left"), "status says the same");
    }

    @Test
    void anOutageThatSpendsItAllStopsReleasesButNotItsRepair() {
        terminal.type("shift", "--samples", outage().toString(), "--objective", "0.99", "--period", "7d");

        Printed stop = terminal.type("budget", "gate", "--slo", "chat-answers", "-o", "json").expect(3);
        JsonNode verdict = stop.items().getFirst();
        assertEquals("stop", verdict.get("verdict").asString());
        assertEquals(24_000, verdict.get("bad").asInt());
        assertEquals(10_080, verdict.get("badAllowed").asInt());
        // 140 of the 240 bad minutes have to leave the week: the last of them began at 22:19.
        assertEquals("2026-03-12T22:20:00Z", verdict.get("backAt").asString());
        assertTrue(stop.err().contains("SG-U043"), stop.err());

        terminal.type("budget", "gate", "--slo", "chat-answers", "--fix", "INC-2").expect(2);
        Printed repair = terminal.type(
                        "budget", "gate", "--slo", "chat-answers", "--fix", "INC-1", "--by", "ana")
                .expect(0);
        assertTrue(repair.out().startsWith("the repair of INC-1 may ship"), repair.out());

        JsonNode release = timeline().getLast();
        assertEquals("release", release.get("event").asString());
        assertEquals("ana", release.get("actor").asString());
        assertEquals("-1.3810", release.get("data").get("budgetLeft").asString());
        assertEquals("stop", release.get("data").get("verdict").asString());
        assertEquals("2026-03-06T00:00:00Z", release.get("at").asString(), "by the clock of the history");
        terminal.type("budget", "gate", "--slo", "chat-answers").expect(3);
    }

    private List<JsonNode> timeline() {
        JsonNode incident = terminal.type("incident", "show", "INC-1", "-o", "json").expect(0).items().getFirst();
        return StreamSupport.stream(incident.get("timeline").spliterator(), false).toList();
    }

    /** Five days of a hundred events a minute, all of them bad in the last four hours. */
    private Path outage() {
        List<String> lines = new ArrayList<>(List.of("slo,start,good,total"));
        Instant end = OUTAGE.plus(Duration.ofHours(4));
        for (Instant start = end.minus(Duration.ofDays(5)); start.isBefore(end); start = start.plusSeconds(60)) {
            lines.add("chat-answers," + start + "," + (start.isBefore(OUTAGE) ? 100 : 0) + ",100");
        }
        return terminal.file("history.csv", lines.toArray(String[]::new));
    }
}
