package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.domain.runbook.ControlState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code run}, {@code mitigation} and {@code automation}. */
final class WorkCommandsTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @BeforeEach
    void anIncident() {
        Stories.mitigatedIncident(composition.work);
    }

    private String hash() {
        return item(terminal.run("run", "provider-outage", "-o", "json")).get("hash").stringValue();
    }

    private static JsonNode item(Ran ran) {
        return Json.read(ran.out()).get("items").get(0);
    }

    @Test
    void aPlanSaysWhatWouldChangeWhyItIsSafeAndHowItIsUndone() {
        composition.ordered.flags.set("cache", ControlState.of("on"));

        Ran ran = terminal.run("run", "provider-outage");

        assertEquals(0, ran.code());
        String hash = hash();
        assertEquals(
                """
                safeguard run provider-outage · plan only, nothing is written · flags of a test · .safeguard/demo.db
                for chat, until chat-answers meets 99 % in two checks in a row

                1/2  flip-to-fallback  set fallback from not set to on
                     why     the fallback is as good, only slower
                     hurts   nothing beyond the flag itself
                     undone  by putting back what was there before

                2/2  enable-cache  nothing to do: already on
                     why     an answer may be an hour old
                     hurts   nothing beyond the flag itself
                     undone  by putting back what was there before

                plan HASH
                next  safeguard run provider-outage --approve HASH
                """.replace("HASH", hash),
                ran.out());
        assertEquals(List.of(), composition.ordered.flags.calls());
    }

    @Test
    void theCommandThatApprovesAPlanNamesThePlugInsToo() {
        Ran plan = terminal.run("run", "provider-outage", "--plugins", "my plug-ins");
        String next = "next  safeguard run provider-outage --approve " + hash() + " --plugins 'my plug-ins'\n";
        assertTrue(plan.out().endsWith(next), plan.out());

        Ran moved = terminal.run("run", "provider-outage", "--approve", "0123456789ab", "--plugins", "plugins");
        assertTrue(moved.err().contains("safeguard run provider-outage --plugins plugins shows the plan"), moved.err());
    }

    @Test
    void aPlanInJsonHasWhatIsThereAndWhatWouldBe() {
        composition.ordered.flags.setUnreadable(true);
        JsonNode refused = item(terminal.run("run", "provider-outage", "-o", "json"));
        assertEquals(
                "the flags were told to be unreadable",
                refused.get("steps").get(0).get("refused").stringValue());

        composition.ordered.flags.setUnreadable(false);
        JsonNode step = item(terminal.run("run", "provider-outage", "--dry-run", "-o", "json"))
                .get("steps")
                .get(0);
        assertEquals("reversible", step.get("reversibility").stringValue());
        assertTrue(step.get("prior").isNull());
        assertEquals("on", step.get("desired").stringValue());
        assertEquals("fallback", step.get("with").get("flag").stringValue());
    }

    @Test
    void anApprovedPlanIsLeftToTheShiftThatIsBeingStood() {
        Ran ran = terminal.run("run", "provider-outage", "--approve", hash(), "--by", "bo");

        assertEquals(0, ran.code(), ran.err());
        assertEquals(
                "INC-1.run-1 is approved; the shift that is being stood on .safeguard/demo.db walks it\n", ran.out());
    }

    @Test
    void aPlanThatHasMovedEndsWithThree() {
        Ran ran = terminal.run("run", "provider-outage", "--approve", "0123456789ab");

        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("[SG-U061]"), ran.err());
        assertTrue(ran.err().contains("safeguard run provider-outage shows the plan as it is now"), ran.err());
    }

    @Test
    void aServiceThatIsBeingWorkedOnEndsWithThree() {
        terminal.run("run", "provider-outage", "--approve", hash());

        Ran ran = terminal.run("run", "provider-outage", "--approve", hash());

        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("[SG-U062]"), ran.err());
    }

    @Test
    void aRunbookThatIsNotThereIsGuessed() {
        Ran ran = terminal.run("run", "provider-outtage");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("did you mean provider-outage?"), ran.err());

        Ran file = terminal.run("run", "no/such.yaml");
        assertEquals(2, file.code());
        assertTrue(file.err().contains("there is no file no/such.yaml"), file.err());

        assertEquals(2, terminal.run("run", "provider-outage", "--dry-run", "--approve", "x").code());
        assertEquals(2, terminal.run("run").code());
        assertEquals(2, terminal.run("run", "provider-outage", "--resume").code());
        assertEquals("safeguard: nothing is under way\n", terminal.run("run", "--resume").err());
    }

    @Test
    void theLedgerIsListed() {
        assertEquals(
                """
                simulated (provider-outage), clock stands at 2026-03-02T12:00Z · .safeguard/demo.db
                INC-1.run-1/1  flip-to-fallback  fallback = on  on since 2026-03-02 10:22 UTC by safeguard for INC-1, until 2026-03-03 10:22 UTC
                """,
                terminal.run("mitigation", "list").out());
        composition.clock.set(FakeComposition.NOON.plusSeconds(86_400));
        assertTrue(terminal.run("mitigation", "list").out().contains("OVERDUE since 2026-03-03 10:22 UTC"));
        JsonNode one = item(terminal.run("mitigation", "list", "-o", "json"));
        assertTrue(one.get("expired").booleanValue());
        assertEquals("off", one.get("prior").stringValue());
        assertEquals("safeguard", one.get("by").stringValue());
    }

    @Test
    void whatIsOrderedOffIsLeftToTheShiftThatIsBeingStood() {
        composition.work.commit(stores -> stores.alerts().saveRule(Stories.CHAT));
        Ran ran = terminal.run("mitigation", "revert", "INC-1.run-1/1", "--by", "bo");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("the shift that is being stood on .safeguard/demo.db takes off what you ordered\n", ran.out());
    }

    @Test
    void whatIsNotOnCannotBeTakenOff() {
        Ran ran = terminal.run("mitigation", "revert", "INC-9.run-1/1");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("[SG-U063]"), ran.err());
        assertEquals(0, terminal.run("mitigation", "revert", "--incident", "INC-9").code());
        assertEquals(
                2, terminal.run("mitigation", "revert", "INC-1.run-1/1", "--incident", "INC-1").code());
    }

    @Test
    void typesAreListedWithTheirParameters() {
        assertEquals(
                """
                fake-flag  sets a flag in memory
                  reversible · hurts: nothing beyond the flag itself · from a test
                    flag            the flag to set (a text)
                    value           what to set it to (a text)
                """,
                terminal.run("mitigation", "types").out());
        assertEquals(
                "flag",
                item(terminal.run("mitigation", "types", "-o", "json"))
                        .get("parameters")
                        .get(0)
                        .get("name")
                        .stringValue());
        Ran broken = terminal.run("mitigation", "types", "--plugins", "plugins");
        assertEquals(1, broken.code());
        assertTrue(broken.err().contains("plugins has a jar that cannot be used  [SG-U065]"), broken.err());
        assertTrue(broken.out().contains("fake-flag"), "the others are there all the same");
    }

    @Test
    void theKillSwitchIsPulledShownAndLetGo() {
        assertEquals("automation is on\n", terminal.run("automation", "status").out());

        Ran paused = terminal.run("automation", "pause", "the", "flags", "are", "being", "moved", "--by", "ana");
        assertEquals(0, paused.code());
        assertEquals(
                "automation is paused by ana: the flags are being moved · since 2026-03-02 12:00 UTC\n", paused.out());
        assertTrue(
                terminal.run("status")
                        .out()
                        .contains("AUTOMATION PAUSED since 2026-03-02 12:00 UTC by ana: the flags are being moved"),
                "whoever looks must not miss it");
        JsonNode json = item(terminal.run("automation", "status", "-o", "json"));
        assertTrue(json.get("paused").booleanValue());
        assertEquals("ana", json.get("by").stringValue());

        assertEquals("automation is on\n", terminal.run("automation", "resume").out());
        assertEquals(2, terminal.run("automation", "pause", " ").code());
        assertEquals(2, terminal.run("automation", "pause").code());
    }

    @Test
    void secretsThatStandInARunbookAreNotRepeated() {
        assertEquals("call /x?token=*** now", Redacted.text("call /x?token=abc123 now"));
        assertEquals("Authorization: ***", Redacted.text("Authorization: Bearer abc123"));
        assertEquals(
                "{\"api_key\":\"***\",\"token_file\":\"secrets/token\",\"url\":\"http://a/?password=***&x=1\"}",
                Json.write(Redacted.json(new TreeMap<>(Map.of(
                        "api_key", "abc", "token_file", "secrets/token", "url", "http://a/?password=pw&x=1")))));
    }
}
