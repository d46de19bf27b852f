package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class ShiftStoryTest {

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @Test
    void theDefaultShiftTellsTheWholeStory() {
        Printed shift = terminal.type("shift", "-o", "json").expect(0);

        assertEquals("safeguard/v1", shift.json().get("apiVersion").asString());
        assertEquals("Shift", shift.json().get("kind").asString());
        assertEquals(
                List.of(
                        "09:00 ok", "10:00 fault", "10:18 page", "10:20 ack", "10:21 triage", "10:23 step", "10:25 step",
                        "10:26 clear", "10:28 step", "10:28 step", "10:28 mitigated", "11:00 fault", "11:08 revert",
                        "11:11 revert", "11:14 revert", "11:14 resolve", "11:14 eval", "11:14 postmortem",
                        "12:00 summary"),
                story(shift));
    }

    @Test
    void threeStepsBringTheServiceBackAndTheFourthIsNeverApplied() {
        Printed shift = terminal.type("shift", "-o", "json").expect(0);

        assertEquals(List.of("not-recovered", "not-recovered", "recovered", "not-needed"), shift.outcomes());
        assertEquals(
                List.of("50 -> 85", "85 -> 95", "95 -> 100"),
                shift.items("step").stream().limit(3).map(ShiftStoryTest::slisOf).toList());
        assertEquals("13", percent(shift.items("step").get(2), "degraded"), "one request in eight is shed");
        assertEquals(
                List.of("shed-load", "enable-cache", "flip-to-fallback"),
                shift.items("revert").stream()
                        .map(item -> item.get("data").get("mitigation").asString())
                        .toList());
    }

    @Test
    void thePageCarriesTheFiguresOfItsTier() {
        JsonNode page = terminal.type("shift", "-o", "json").expect(0).items("page").getFirst();

        assertEquals("sev1", page.get("severity").asString());
        assertEquals("INC-1", page.get("incident").asString());
        JsonNode data = page.get("data");
        assertEquals("14.4", data.get("factor").asString());
        assertEquals("PT1H", data.get("long").asString());
        assertEquals("PT5M", data.get("short").asString());
        assertEquals("Ana", data.get("target").asString());
        assertTrue(Double.parseDouble(data.get("burnLong").asString()) > 14.4);
        assertTrue(Double.parseDouble(data.get("budgetSpent").asString()) > 0.02);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "provider-outage",
                "vector-store-full",
                "bad-deploy",
                "prompt-injection-wave",
                "cost-spike",
                "blip",
                "slow-leak"
            })
    void theSameSeedPrintsTheSameBytes(String scenario) {
        String once = terminal.type("shift", "--scenario", scenario, "--seed", "7", "-o", "json").out();
        String again = terminal.type("shift", "--scenario", scenario, "--seed", "7", "-o", "json").out();

        assertEquals(once, again);
        String other = terminal.type("shift", "--scenario", scenario, "--seed", "8", "-o", "json").out();
        assertNotEquals(once, other);
    }

    @ParameterizedTest
    @CsvSource({
        "provider-outage, sev1, model-provider-outage",
        "vector-store-full, sev1, vector-index-full",
        "bad-deploy, sev1, bad-release",
        "prompt-injection-wave, sev1, prompt-injection",
        "cost-spike, sev2, runaway-cost"
    })
    void everyOutageIsPagedTriagedMitigatedRevertedAndLearnedFrom(String scenario, String severity, String symptom) {
        Printed shift = terminal.type("shift", "--scenario", scenario, "-o", "json").expect(0);

        assertEquals(severity, shift.items("page").getFirst().get("severity").asString());
        assertTrue(shift.outcomes().contains("recovered"), shift.out());
        assertTrue(shift.outcomes().size() >= 4, shift.out());
        assertTrue(shift.outcomes().contains("not-needed"), shift.out());
        JsonNode incident = terminal.type("incident", "list", "-o", "json").expect(0).items().getFirst();
        assertEquals("resolved", incident.get("state").asString());
        assertEquals(symptom, incident.get("symptom").asString());
        assertTrue(Files.exists(folder.resolve("postmortems/INC-1.md")));
        assertTrue(terminal.type("status", "-o", "json").expect(0).items().getFirst()
                .get("activeMitigations").isEmpty());
    }

    @Test
    void aLowObjectiveIsWatchedByTheLowObjectivePolicy() {
        JsonNode page = terminal.type("shift", "--scenario", "prompt-injection-wave", "-o", "json")
                .expect(0)
                .items("page")
                .getFirst();

        assertEquals("5.0", page.get("data").get("factor").asString());
        assertEquals("PT30M", page.get("data").get("long").asString());
    }

    @Test
    void twoBadMinutesPageNobodyAndTheOutputSaysWhy() {
        Printed shift = terminal.type("shift", "--scenario", "blip").expect(0);

        assertTrue(shift.out().contains("1h never more than"), shift.out());
        assertTrue(terminal.type("incident", "list", "-o", "json").items().isEmpty());
    }

    @Test
    void aSlowLeakFilesATicketAndWakesNobody() {
        Printed shift = terminal.type("shift", "--scenario", "slow-leak", "-o", "json").expect(0);

        assertEquals(1, shift.items("ticket").size());
        assertEquals(0, shift.items("page").size());
        assertEquals(1, shift.items("summary").getFirst().get("data").get("tickets").asInt());
    }

    @Test
    void aStrongerFaultNeedsTheFourthStep() {
        Printed shift = terminal.type("shift", "--fault", "provider-outage=0.9", "-o", "json").expect(0);

        assertEquals(List.of("not-recovered", "not-recovered", "not-recovered", "recovered"), shift.outcomes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache,load-shedding,fallback,static-answers | not-recovered,not-recovered,recovered,not-needed",
                "static-answers,fallback | recovered,not-needed",
                "tools-off,static-answers | not-recovered,recovered",
                "fallback,tools-off,cache,load-shedding | not-recovered,not-recovered,not-recovered,recovered"
            })
    void theOutcomesFollowFromThePhysicsAndNotFromTheOrder(String flags, String outcomes) {
        Path runbook = runbook(flags.split(","));

        Printed shift = terminal.type("shift", "--runbook", runbook.toString(), "-o", "json").expect(0);

        assertEquals(List.of(outcomes.split(",")), shift.outcomes());
    }

    @Test
    void aRunbookThatNeverRecoversPagesTheNextLevelAndExits8() {
        Path runbook = runbook("tools-off", "more-workers", "strict-filter", "recycle-workers");

        Printed shift = terminal.type("shift", "--runbook", runbook.toString(), "-o", "json").expect(8);

        assertEquals(1, shift.items("escalate").size());
        assertEquals("Cleo", shift.items("page").getLast().get("data").get("target").asString());
        assertFalse(shift.err().isBlank());
        assertEquals(
                "mitigating",
                terminal.type("incident", "show", "INC-1", "-o", "json").items().getFirst().get("state").asString());
    }

    @Test
    void aRunbookThatIsOnlyAPlanIsShownAndNotWalked() {
        Path runbook = terminal.file(
                "runbook.yaml",
                "name: careful",
                "symptom: model-provider-outage",
                "autonomy: plan",
                "steps:",
                "  - { mitigation: simulated-flag, name: flip, with: { flag: fallback, value: \"on\" } }");

        Printed shift = terminal.type("shift", "--runbook", runbook.toString(), "-o", "json");

        assertEquals(List.of(), shift.items("step"));
        assertEquals("flip", shift.items("triage").getFirst().get("data").get("plan").asString());
    }

    @Test
    void goingOnKeepsTheScenarioUnlessAnotherIsNamed() {
        terminal.type("shift", "--scenario", "blip").expect(0);

        assertTrue(terminal.type("shift", "--continue").expect(0).out().startsWith("safeguard shift · scenario blip ·"));
    }

    @Test
    void aFreshShiftTakesAwayWhatTheOneBeforeItWrote() {
        terminal.type("shift").expect(0);
        Path own = terminal.file("postmortems/notes.md", "mine");
        assertTrue(Files.exists(folder.resolve("postmortems/INC-1.md")));
        assertTrue(Files.exists(folder.resolve("evals/cases.jsonl")));

        terminal.type("shift", "--scenario", "blip").expect(0);

        assertFalse(Files.exists(folder.resolve("postmortems/INC-1.md")));
        assertFalse(Files.exists(folder.resolve("evals/cases.jsonl")));
        assertTrue(Files.exists(own));
    }

    @Test
    void aShiftGoesOnAtNineTheNextMorning() {
        terminal.type("shift").expect(0);

        Printed second = terminal.type("shift", "--continue", "--scenario", "blip", "-o", "json").expect(0);

        assertEquals(
                "2026-03-03T10:00:00Z", second.items("fault").getFirst().get("at").asString());
        assertEquals(1, terminal.type("incident", "list", "-o", "json").items().size());
    }

    @Test
    void laterCommandsStandAtTheClockOfTheShift() {
        terminal.type("shift").expect(0);

        JsonNode status = terminal.type("status", "-o", "json").expect(0).items().getFirst();

        assertEquals("2026-03-02T12:00:00Z", status.get("asOf").asString());
        assertEquals("fresh", status.get("freshness").asString());
        assertEquals("ok", status.get("level").asString());
    }

    @Test
    void whatWasLearnedCanBeReadAndExported() {
        terminal.type("shift").expect(0);

        String markdown = terminal.type("postmortem", "INC-1").expect(0).out();
        assertTrue(markdown.contains("shed-load"), markdown);
        String cases = terminal.type("eval", "export").expect(0).out();
        assertTrue(cases.contains("\"id\":\"model-provider-outage-"), cases);
        assertTrue(cases.contains("\"calibrated\":false"), cases);
        assertEquals(1, cases.lines().count());
    }

    private Path runbook(String... flags) {
        List<String> lines = new ArrayList<>(List.of("name: own", "symptom: model-provider-outage", "steps:"));
        Arrays.stream(flags)
                .map(flag -> "  - { mitigation: simulated-flag, name: " + flag + ", with: { flag: " + flag
                        + ", value: \"on\" } }")
                .forEach(lines::add);
        return terminal.file("runbook.yaml", lines.toArray(String[]::new));
    }

    private static List<String> story(Printed shift) {
        return shift.items().stream()
                .map(item -> item.get("at").asString().substring(11, 16) + " " + item.get("event").asString())
                .toList();
    }

    private static String slisOf(JsonNode step) {
        return percent(step, "sliBefore") + " -> " + percent(step, "sliAfter");
    }

    private static String percent(JsonNode step, String figure) {
        return new BigDecimal(step.get("data").get(figure).asString())
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
