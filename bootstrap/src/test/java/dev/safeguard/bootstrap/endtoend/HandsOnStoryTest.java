package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.persistence.ShiftLock;
import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a human does when automation could not mend it: a plan, a run, the way back, and the kill switch. */
final class HandsOnStoryTest {

    private static final String USELESS =
            """
            name: useless
            symptom: model-provider-outage
            steps:
              - { mitigation: simulated-flag, with: { flag: tools-off, value: "on" } }
            """;

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void aShiftThatWasHandedOver() throws Exception {
        terminal = new Terminal(folder);
        Files.writeString(folder.resolve("useless.yaml"), USELESS);
        terminal.type("shift", "--runbook", folder.resolve("useless.yaml").toString()).expect(8);
    }

    private JsonNode plan() {
        return terminal.type("run", "provider-outage", "-o", "json")
                .expect(0)
                .items()
                .getFirst();
    }

    private List<String> on() {
        return terminal.type("mitigation", "list", "-o", "json").expect(0).items().stream()
                .map(mitigation -> mitigation.get("step").asString() + " by "
                        + mitigation.get("by").asString())
                .toList();
    }

    @Test
    void anApprovedPlanMendsWhatAutomationCouldNot() {
        String hash = plan().get("hash").asString();

        Printed run = terminal.type("run", "provider-outage", "--approve", hash, "--by", "bo", "-o", "json")
                .expect(0);

        JsonNode ended = run.items().getFirst();
        assertEquals("INC-1.run-2", ended.get("id").asString());
        assertEquals("recovered", ended.get("result").asString());
        assertEquals("bo", ended.get("by").asString());
        assertEquals(
                List.of("not-recovered", "not-recovered", "recovered", "not-needed"),
                ended.get("steps").valueStream()
                        .map(step -> step.get("outcome").asString())
                        .toList());
        assertEquals(
                List.of("simulated-flag by safeguard", "flip-to-fallback by bo", "enable-cache by bo", "shed-load by bo"),
                on());
        assertEquals(
                "mitigated",
                terminal.type("incident", "show", "INC-1", "-o", "json")
                        .expect(0)
                        .items()
                        .getFirst()
                        .get("state")
                        .asString());
        terminal.type("run", "provider-outage", "--approve", hash).expect(3);
    }

    @Test
    void whatAProcessLeftIsGoneOnWith() {
        terminal.type("run", "--resume").expect(0);
        ShiftLock another = ShiftLock.tryAcquire(terminal.state()).orElseThrow();
        try {
            Printed approved = terminal.type("run", "provider-outage", "--approve", plan().get("hash").asString())
                    .expect(0);
            assertTrue(approved.out().startsWith("INC-1.run-2 is approved; the shift"), approved.out());
        } finally {
            another.close();
        }

        Printed resumed = terminal.type("run", "--resume").expect(0);

        assertTrue(resumed.out().startsWith("safeguard run --resume · INC-1.run-2 · "), resumed.out());
        assertTrue(resumed.out().contains("recovered (2 of 2 checks)"), resumed.out());
        assertEquals(4, on().size());
    }

    @Test
    void aPlanChangesNothing() {
        String status = terminal.type("status", "-o", "json").out();
        JsonNode first = plan();
        assertEquals(first, plan());
        assertEquals(status, terminal.type("status", "-o", "json").out());
        assertEquals(List.of("simulated-flag by safeguard"), on());
    }

    @Test
    void whatTheServiceStillNeedsIsPutBack() {
        terminal.type("run", "provider-outage", "--approve", plan().get("hash").asString())
                .expect(0);

        Printed revert = terminal.type("mitigation", "revert", "INC-1.run-2/3").expect(8);

        assertTrue(revert.out().contains("the SLI falls without it"), revert.out());
        assertTrue(revert.err().contains("SG-U064"), revert.err());
        assertEquals(4, on().size());
    }

    @Test
    void theKillSwitchOutlivesTheCommandThatPulledIt() {
        terminal.type("automation", "pause", "moving", "the", "flags", "--by", "ana").expect(0);
        assertTrue(terminal.type("status").out().contains("AUTOMATION PAUSED"));

        Printed next = terminal.type("shift", "--continue");
        assertFalse(next.out().contains("1/4 "), next.out());

        terminal.type("automation", "resume", "--by", "ana").expect(0);
        assertFalse(terminal.type("status").out().contains("AUTOMATION PAUSED"));
    }

    @Test
    void thereIsNothingToRunWithoutAState() {
        Path elsewhere = folder.resolve("no-such.db");
        Printed run = Terminal.typeAsIs("run", "provider-outage", "--state", elsewhere.toString())
                .expect(4);
        assertTrue(run.err().contains("SG-U035"), run.err());
        assertFalse(Files.exists(elsewhere));
    }

    @Test
    void aRunbookOfOnesOwnIsPlannedAndItsFlawsAreTold() throws Exception {
        Path own = folder.resolve("own.yaml");
        Files.writeString(own, USELESS.replace("useless", "own").replace("tools-off", "cache"));
        Printed plan = terminal.type("run", own.toString()).expect(0);
        assertTrue(plan.out().contains("set cache from not set to on"), plan.out());

        Files.writeString(own, USELESS.replace("tools-off", "cahce"));
        Printed wrong = terminal.type("run", own.toString()).expect(2);
        assertTrue(wrong.err().contains("own.yaml:4:"), wrong.err());
        assertTrue(wrong.err().contains("did you mean cache?"), wrong.err());
    }
}
