package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    private final Terminal terminal = new Terminal();

    @Test
    void withoutACommandItSaysWhereToBegin() {
        Ran ran = terminal.run();

        assertEquals(0, ran.code());
        assertTrue(ran.out().startsWith("safeguard shift  "), ran.out());
        assertTrue(ran.lines().size() < 12, "it is short");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "shift", "status", "incident", "incident list", "incident show", "incident declare", "incident ack",
                "incident triage", "incident note", "incident resolve", "incident close", "incident reopen",
                "incident cancel", "postmortem", "eval", "eval list", "eval export", "history", "history make", "explain",
                "budget", "budget gate", "replay", "init", "validate", "schema", "version", "run", "mitigation",
                "mitigation list", "mitigation revert", "mitigation types", "automation", "automation pause",
                "automation resume", "automation status"
            })
    void helpLeadsWithExamplesAndNamesTheOptionsOfAll(String command) {
        List<String> words = command.isEmpty() ? List.of() : List.of(command.split(" "));

        Ran ran = terminal.run(Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new));

        assertEquals(0, ran.code());
        assertEquals("Examples:", ran.lines().get(2), ran.out());
        assertTrue(ran.lines().get(3).startsWith("  safeguard " + command), ran.out());
        for (String option : List.of(
                "-c, --config", "--state", "-o, --output", "-q, --quiet", "-v, --verbose", "--color", "--no-input")) {
            assertTrue(ran.out().contains(option), option);
        }
        assertTrue(ran.lines().stream().allMatch(line -> line.length() <= 115), "it fits");
        assertFalse(ran.out().contains("\u001b"), "no colour off a terminal");
    }

    @Test
    void helpMayComeFirst() {
        assertEquals(terminal.run("shift", "--help"), terminal.run("help", "shift"));
        assertEquals(terminal.run("--help"), terminal.run("help"));
    }

    @Test
    void theHelpOfAShiftListsTheScenarios() {
        assertTrue(terminal.run("shift", "-h").out().endsWith("""

                Scenarios:
                  provider-outage  the model provider fails half of all calls
                  slow-burn        retrieval loses a few documents
                """));
    }

    @Test
    void helpHasColourOnATerminalOnly() {
        terminal.outIsTerminal = true;

        assertTrue(terminal.run("shift", "--help").out().contains("\u001b"));
        assertFalse(terminal.run("shift", "--help", "--color", "never").out().contains("\u001b"));
    }

    @Test
    void theVersionIsTold() {
        assertEquals("safeguard 0.1.0-test\n", terminal.run("version").out());
        assertEquals("safeguard 0.1.0-test\n", terminal.run("--version").out());
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Version","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"version":"0.1.0-test"}
                ]}
                """,
                terminal.run("version", "-o", "json").out());
    }

    @Test
    void theCommonOptionsStandBeforeOrAfterTheCommand() {
        terminal.run("--state", "a.db", "incident", "list");
        assertEquals("a.db", state());
        terminal.run("incident", "--state", "b.db", "list", "--no-input");
        assertEquals("b.db", state());
        terminal.run("incident", "list", "--state=c.db");
        assertEquals("c.db", state());
    }

    private String state() {
        return terminal.composition.where.orElseThrow().state().orElseThrow().toString();
    }
}
