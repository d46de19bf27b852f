package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Composition.SloSource;
import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExplainCommandTest {

    private static final Path GLOSSARY = Path.of("..", "docs", "glossary.md");

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @Test
    void anSloIsExplainedByWhatItsAlertsWillDo() {
        Ran ran = terminal.run("explain", "chat-answers");

        assertEquals(0, ran.code());
        assertEquals(
                """
                chat-answers · service chat · 99 % of all events good over 30d, a bucket every 1m

                from       built-in example
                policy     the built-in tiers for 30d
                budget     1 % of all events may be bad; 100.0x is the most that can burn, when every event is bad

                tier  response  windows  factor  ceiling  fires above  at 100 %  at 50 %  at 10 %  budget spent  clears after
                sev1  page      1h/5m    14.4x   100.0x   14.4 %       9m        18m      never    2 %           5m
                sev2  page      6h/30m   6.0x    100.0x   6 %          22m       44m      3h37m    5 %           29m
                sev3  ticket    3d/6h    1.0x    100.0x   1 %          44m       1h27m    7h13m    10 %          5h57m

                fires      above that share of bad events, in the long window and in the short one. "at 50 %" is how long that takes when half of all events turn bad at once after a clean start, to the bucket boundary at which it fires; "budget spent" is the price of that; "clears after" counts from the end of a total outage
                traffic    sev1 asks for 10 bad events in 1h, so below 10 events an hour not even a total outage fires it; sev2 asks for 5 bad events in 6h, so below 20 events a day not even a total outage fires it; sev3 asks for 1 bad event in 3d, so below 0.3 events a day not even a total outage fires it
                freshness  without data for 5m it is stale, for 15m blind; neither changes the level, and a tier clears only when 80 % of its short window's buckets are there, with traffic

                If half of all events are bad, Ana is paged after 18 minutes, having lost 2.1 % of the month's budget.
                """,
                ran.out());
    }

    @Test
    void quietSaysItInOneSentence() {
        assertEquals(
                "If half of all events are bad, Ana is paged after 18 minutes, having lost 2.1 % of the month's"
                        + " budget.\n",
                terminal.run("explain", "chat-answers", "-q").out());
    }

    @Test
    void anSloThatIsNotThereYetIsExplainedByItsObjective() {
        Ran ran = terminal.run("explain", "--objective", "0.9", "--period", "28d");

        assertTrue(
                ran.out().startsWith("an SLO that is not there yet · 90 % of all events good over 28d, a bucket every 1m\n"),
                ran.out());
        assertTrue(
                ran.out().contains("policy     built-in, for a low objective: a standard page factor for 28d is more than half of"
                        + " 10.0x, the most that can burn at 90 %, so the page tiers are a half and a quarter of that"),
                ran.out());
        assertTrue(ran.out().contains("sev3  ticket    3d/6h    0.93x"), "14/15, rounded half up: " + ran.out());
        assertTrue(
                ran.out().endsWith("If half of all events are bad, the person on call is paged after 1 hour 1 minute,"
                        + " having lost 0.8 % of the 28d budget.\n"),
                ran.out());
    }

    @Test
    void tiersOfOnesOwnAreExplainedInPlaceOfThoseThereAre() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "tiers: []\n");
        composition.ownPolicy = AlertPolicy.custom(List.of(
                new BurnTier("slow", Severity.SEV3, Ratio.of(2, 1), Window.ofHours(6), Window.ofMinutes(30), 0, 0)));

        Ran ran = terminal.run("explain", "chat-answers", "--policy", file.toString());

        assertTrue(ran.out().contains("policy     tiers of its own\n"), ran.out());
        assertTrue(
                ran.out().endsWith("If half of all events are bad, nobody is paged; a ticket is filed after 15 minutes, having"
                        + " lost 1.7 % of the month's budget.\n"),
                ran.out());
        assertTrue(ran.out().contains("traffic    no tier asks for a number of events"), ran.out());
    }

    @Test
    void whoLearnsOfNothingIsToldSo() {
        AlertPolicy deaf = AlertPolicy.custom(List.of(
                new BurnTier("deaf", Severity.SEV1, Ratio.of(60, 1), Window.ofHours(6), Window.ofMinutes(30), 0, 0)));
        composition.sloSources = List.of(new SloSource(
                "state", List.of(new AlertRule(Stories.CHAT.slo(), deaf)), Optional.of("Ana and Bo")));

        assertEquals(
                "If half of all events are bad, nobody is told.\n",
                terminal.run("explain", "chat-answers", "-q").out());
    }

    @Test
    void aPolicyThatCannotWorkIsRefusedWithItsTable() throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), "tiers: []\n");
        composition.ownPolicy = AlertPolicy.custom(List.of(
                new BurnTier("fast", Severity.SEV1, Ratio.of(100, 1), Window.ofHours(1), Window.ofMinutes(5), 0, 0)));

        Ran ran = terminal.run("explain", "--objective", "0.99", "--policy", file.toString());

        assertEquals(2, ran.code());
        assertEquals(
                """
                error: tier fast can never fire: its factor 100.0x is not below 100.0x, the most that objective 0.99 lets burn, when every event is bad; write tiers  [SG-B004]
                  these tiers at objective 0.99 over 30d:
                  tier  response  windows  factor  ceiling  fires above  at 100 %  at 50 %  at 10 %  budget spent  clears after
                  fast  page      1h/5m    100.0x  100.0x   never        never     never    never    -             -
                """,
                ran.err());
        JsonNode json = Json.read(terminal.run(
                        "explain", "--objective", "0.99", "--policy", file.toString(), "-o", "json")
                .err());
        assertEquals(3, json.get("details").size());
        Ran quiet = terminal.run("explain", "--objective", "0.99", "--policy", file.toString(), "-q");
        assertEquals(1, quiet.err().lines().count());
    }

    @Test
    void inJsonEveryFigureIsExact() {
        Ran ran = terminal.run("explain", "chat-answers", "-o", "json");

        JsonNode document = Json.read(ran.out());
        assertEquals("SloExplanation", document.get("kind").asString());
        JsonNode slo = document.get("items").get(0);
        assertEquals("PT720H", slo.get("period").asString());
        assertEquals("built-in", slo.get("policy").asString());
        assertEquals("Ana", slo.get("firstPaged").asString());
        assertEquals(
                "{\"name\":\"sev1\",\"severity\":\"sev1\",\"response\":\"page\",\"long\":\"PT1H\",\"short\":\"PT5M\","
                        + "\"factor\":\"14.4\",\"firesAbove\":\"0.144\",\"ceiling\":\"100\",\"reachable\":true,"
                        + "\"budgetSpent\":\"0.02\",\"detection\":["
                        + "{\"errorRatio\":\"1\",\"after\":\"PT9M\",\"seconds\":\"518.4\","
                        + "\"budgetSpent\":\"0.020833333333\",\"clearsAfter\":\"PT5M\"},"
                        + "{\"errorRatio\":\"0.5\",\"after\":\"PT18M\",\"seconds\":\"1036.8\","
                        + "\"budgetSpent\":\"0.020833333333\",\"clearsAfter\":\"PT4M\"},"
                        + "{\"errorRatio\":\"0.1\",\"after\":null,\"seconds\":null,"
                        + "\"budgetSpent\":null,\"clearsAfter\":null}],"
                        + "\"minBad\":10,\"minTotal\":0,\"leastEventsPerMinute\":\"0.166666666667\"}",
                Json.write(slo.get("tiers").get(0)));
        JsonNode proposed = Json.read(
                        terminal.run("explain", "--objective", "0.999999", "-o", "json").out())
                .get("items")
                .get(0);
        assertTrue(proposed.get("slo").isNull());
        assertTrue(proposed.get("firstPaged").isNull());
        assertEquals("0.0000144", proposed.get("tiers").get(0).get("firesAbove").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "error-budget", "Error Budget", "errorbudget", "ERROR_BUDGET", "budget"
    })
    void spellingAWordDifferentlyMakesNoDifference(String word) {
        Ran ran = terminal.run("explain", word);

        assertEquals(0, ran.code());
        assertTrue(ran.out().startsWith("error budget\n\nThe share of events that may be bad"), ran.out());
    }

    @Test
    void severalWordsNeedNoQuotes() {
        assertEquals(terminal.run("explain", "burn rate"), terminal.run("explain", "burn", "rate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLI", "SLO", "error budget", "burn rate", "two-window alert", "on-call", "paging", "severity",
                "incident lifecycle", "mitigation and root cause", "mitigation", "root cause", "runbook",
                "blameless postmortem", "escalation ladder", "toil", "freshness", "coverage", "near miss", "latched level",
                "detection time", "ceiling", "minBad", "sev2", "ack", "blind"
            })
    void theWordsOfTheFieldAndOfTheOutputAreThere(String word) {
        assertEquals(0, terminal.run("explain", word).code());
    }

    @ParameterizedTest
    @EnumSource
    void everyTermIsWholeAndItsCommandAndNeighboursExist(Term term) {
        for (String text : List.of(term.definition(), term.why(), term.how())) {
            assertTrue(text.endsWith(".") && text.length() > 40, text);
        }
        String[] words = term.command().split(" ");
        assertEquals("safeguard", words[0]);
        String[] help = Stream.concat(
                        Arrays.stream(words).skip(1).filter(word -> !word.equals("--help")),
                        Stream.of("--help"))
                .toArray(String[]::new);
        assertEquals(0, terminal.run(help).code(), term.command());
        assertFalse(term.seeAlso().isEmpty());
        for (String other : term.seeAlso()) {
            Term found = Term.of(other).orElseThrow(() -> new AssertionError(term + " points to " + other));
            assertEquals(other, found.title());
            assertFalse(found == term, "it points to itself");
        }
    }

    @Test
    void noWordMeansTwoThings() {
        Set<String> seen = new HashSet<>();
        for (Term term : Term.values()) {
            term.words().forEach(word -> assertTrue(
                    seen.add(word.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "")), word));
        }
    }

    @Test
    void aWordIsDataToo() {
        JsonNode document = Json.read(terminal.run("explain", "ceiling", "-o", "json").out());

        assertEquals("Term", document.get("kind").asString());
        assertEquals("ceiling", document.get("items").get(0).get("term").asString());
        assertEquals(3, document.get("items").get(0).get("seeAlso").size());
    }

    @Test
    void theGlossaryIsMadeOfTheTerms() throws IOException {
        assertEquals(
                Files.readString(GLOSSARY),
                terminal.run("explain", "--glossary").out(),
                "docs/glossary.md is made anew by: ./safeguard explain --glossary > docs/glossary.md");
    }

    @Test
    void anUnknownWordIsAnsweredWithWhatWasMeantAndWhatThereIs() {
        Ran ran = terminal.run("explain", "eror budgit");

        assertEquals(2, ran.code());
        assertTrue(
                ran.err().startsWith("error: there is no SLO and no word \"eror budgit\"; did you mean error budget? There are"
                        + " the SLOs chat-answers and the words acknowledgement, alert policy, "),
                ran.err());
        assertTrue(ran.err().endsWith("  [SG-U015]\n"), ran.err());
        assertTrue(terminal.run("explain", "chat-anwsers").err().contains("did you mean chat-answers?"));
        assertTrue(terminal.run("explain", "--slo", "chat-anwsers").err().contains("did you mean chat-answers?"));
    }

    @Test
    void anSloThatIsNamedLikeAWordIsAskedForAsAnSlo() {
        assertTrue(terminal.run("explain", "--slo", "chat-answers").out().startsWith("chat-answers · "));
        assertEquals(2, terminal.run("explain", "--slo", "freshness").code());
        assertTrue(terminal.run("explain", "freshness").out().startsWith("freshness\n"));
    }

    @Test
    void wordsAndCodesAskNobodyForSlos() {
        terminal.run("explain", "freshness");
        terminal.run("explain", "SG-U001");

        assertEquals(Optional.empty(), composition.where);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain chat-answers --objective 0.9 | SG-U005",
                "explain --period 30d                 | SG-U003",
                "explain --objective 0.99 --period 90s| SG-U004",
                "explain --objective 1                | SG-U004",
                "explain --policy nowhere.yaml        | SG-U003",
                "explain --objective 0.9 --policy nowhere.yaml | SG-U007",
                "explain --objective 0.5              | SG-B004"
            })
    void whatDoesNotGoTogetherIsSaid(String command, String code) {
        Ran ran = terminal.run(command.strip().split(" +"));

        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("[" + code.strip() + "]"), ran.err());
    }

    @Test
    void withoutAWordItListsWhatThereIs() {
        Ran ran = terminal.run("explain");

        assertEquals(0, ran.code());
        assertTrue(
                ran.out().startsWith("SLOs · built-in example\n  chat-answers\n\nwords\n  acknowledgement, "),
                ran.out());
        assertTrue(ran.out().contains("\n  SG-U001  there is no such command\n"), ran.out());
        assertTrue(ran.out().endsWith("\n  SG-C001  a key is not known\n"), ran.out());
        JsonNode items = Json.read(terminal.run("explain", "-o", "json").out()).get("items");
        assertEquals(
                "{\"kind\":\"slo\",\"name\":\"chat-answers\",\"about\":\"built-in example\"}",
                Json.write(items.get(0)));
    }
}
