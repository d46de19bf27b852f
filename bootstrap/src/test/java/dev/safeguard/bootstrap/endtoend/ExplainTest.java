package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is explained is what happens, and what is proposed works. */
final class ExplainTest {

    private static final Pattern CODE = Pattern.compile("\"(SG-[A-Z][0-9]{3})\"");
    private static final Pattern FIX = Pattern.compile("(tiers: \\[.*])[^]]*\\[SG-");

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @Test
    void aShiftPagesWhomAndWhenTheExplanationSaid() {
        JsonNode explained = terminal.type("explain", "chat-answers", "-o", "json").expect(0).items().getFirst();
        assertEquals("built-in example", explained.get("origin").asString());

        List<JsonNode> shift = terminal.type("shift", "-o", "json").expect(0).items();

        JsonNode fault = first(shift, "fault");
        JsonNode page = first(shift, "page");
        JsonNode half = explained.get("tiers").get(0).get("detection").get(1);
        assertEquals("0.5", half.get("errorRatio").asString());
        assertEquals(
                Duration.parse(half.get("after").asString()),
                Duration.between(at(fault), at(page)),
                "the provider fails half of all calls");
        assertEquals(
                "If half of all events are bad, " + page.get("data").get("target").asString()
                        + " is paged after 18 minutes, having lost 2.1 % of the month's budget.",
                explained.get("summary").asString());
        assertEquals(
                decimal(half, "budgetSpent").doubleValue(),
                decimal(page.get("data"), "budgetSpent").doubleValue(),
                0.0005,
                "a simulated half is not exactly one");
        Printed again = terminal.type("explain", "chat-answers").expect(0);
        assertTrue(again.out().contains("from       state " + terminal.state()), "from then on the state knows it");
    }

    private static BigDecimal decimal(JsonNode item, String name) {
        return new BigDecimal(item.get(name).asString());
    }

    private static JsonNode first(List<JsonNode> items, String event) {
        return items.stream()
                .filter(item -> item.get("event").asString().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(JsonNode item) {
        return Instant.parse(item.get("at").asString());
    }

    @Test
    void everySloOfTheExampleIsExplained() {
        List<JsonNode> slos = terminal.type("explain", "-o", "json").expect(0).items().stream()
                .filter(item -> item.get("kind").asString().equals("slo"))
                .toList();

        assertTrue(slos.size() >= 5, slos::toString);
        for (JsonNode slo : slos) {
            String name = slo.get("name").asString();
            assertTrue(terminal.type("explain", name).expect(0).out().startsWith(name + " · "), name);
        }
    }

    @Test
    void anSloOfTheConfigurationComesFirst() {
        Path file = terminal.file(
                "safeguard.yaml",
                "services:",
                "  - name: chat",
                "    slos:",
                "      - { name: chat-answers, objective: \"0.85\", period: 28d }");

        Printed explained = terminal.type("explain", "chat-answers", "-c", file.toString()).expect(0);

        assertTrue(explained.out().contains("from       configuration " + file), explained.out());
        assertTrue(explained.out().contains("policy     built-in, for a low objective"), explained.out());
        assertTrue(explained.out().contains("at 100 %"), explained.out());
    }

    @Test
    void tiersThatAreProposedAreAcceptedWhereverTiersAre() throws IOException {
        Printed refused = terminal.type("explain", "--objective", "0.6", "--period", "10d").expect(2);
        String tiers = tiersProposed(refused.err());
        Path policy = terminal.file("policy.yaml", tiers);

        Printed explained = terminal.type(
                        "explain", "--objective", "0.6", "--period", "10d", "--policy", policy.toString())
                .expect(0);
        assertTrue(explained.out().contains("tiers of its own"), explained.out());

        Path history = folder.resolve("history.csv");
        terminal.type("history", "make", history.toString(), "--days", "1").expect(0);
        String[] shift = {"shift", "--samples", history.toString(), "--objective", "0.6", "--period", "10d"};
        Printed alsoRefused = terminal.type(shift).expect(2);
        assertTrue(alsoRefused.err().contains(tiers), alsoRefused.err());
        assertTrue(Files.notExists(terminal.state()), "a refusal leaves no state behind");
        terminal.type(Stream.concat(Stream.of(shift), Stream.of("--policy", policy.toString())).toArray(String[]::new))
                .expect(0);

        Path configuration = terminal.file(
                "safeguard.yaml",
                "services:",
                "  - name: chat",
                "    slos:",
                "      - name: answers",
                "        objective: \"0.6\"",
                "        period: 10d",
                "        alerts: { " + tiers + " }");
        terminal.type("explain", "answers", "-c", configuration.toString()).expect(0);
    }

    private static String tiersProposed(String error) {
        return FIX.matcher(error).results().map(found -> found.group(1)).findFirst().orElseThrow();
    }

    @Test
    void anObjectiveThatCannotBeWatchedLeavesTheEarlierStateAsItWas() {
        terminal.type("shift", "--scenario", "blip").expect(0);
        String before = terminal.type("status", "-o", "json").out();
        Path history = folder.resolve("history.csv");
        terminal.type("history", "make", history.toString(), "--days", "1").expect(0);

        Printed refused = terminal.type("shift", "--samples", history.toString(), "--objective", "0.7").expect(2);

        assertTrue(refused.err().contains("[SG-B004]"), refused.err());
        assertEquals(before, terminal.type("status", "-o", "json").out());
    }

    @Test
    void theDocumentationShowsWhatTheCommandsPrint() throws IOException {
        List<String> blocks = Pattern.compile("```\n\\$ \\./safeguard (explain .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "alerting.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertEquals(3, blocks.size());
        for (String block : blocks) {
            List<String> lines = block.lines().toList();
            Set<String> printed = terminal.type(lines.getFirst().split(" ")).expect(0).out().lines()
                    .collect(Collectors.toSet());
            lines.stream().skip(1).forEach(line -> assertTrue(printed.contains(line), line));
        }
    }

    /** Whatever code stands in the code is listed, and explained by what it is, how it comes about, and what to do. */
    @Test
    void everyCodeThereIsIsListedAndExplained() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("src/main/java"))
                    .toList();
            for (Path source : sources) {
                CODE.matcher(Files.readString(source)).results().map(MatchResult::group).forEach(code ->
                        written.add(code.replace("\"", "")));
            }
        }
        Set<String> listed = terminal.type("explain", "-o", "json").expect(0).items().stream()
                .filter(item -> item.get("kind").asString().equals("code"))
                .map(item -> item.get("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(written, listed);
        assertTrue(written.size() > 40, written::toString);
        for (String code : listed) {
            JsonNode paragraphs = terminal.type("explain", code, "-o", "json")
                    .expect(0)
                    .items()
                    .getFirst()
                    .get("paragraphs");
            assertEquals(3, paragraphs.size(), code + ": what it is, how it comes about, what to do");
            assertTrue(paragraphs.get(0).asString().startsWith(code + ": "), code);
            for (int i = 1; i < 3; i++) {
                String text = paragraphs.get(i).asString();
                assertTrue(text.length() > 25 && text.endsWith("."), code + ": " + text);
            }
        }
    }
}
