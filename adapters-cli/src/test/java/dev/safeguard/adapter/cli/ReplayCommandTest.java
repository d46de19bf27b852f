package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.ReplayChoice.Source;
import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path folder;

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;
    private String file = "";

    @BeforeEach
    void recordAnHourWithAnOutage() throws IOException {
        file = Files.createFile(folder.resolve("history.csv")).toString();
        composition.recorded = new FakeSampleFeed(history("chat-answers"));
    }

    @Test
    void everyAlarmIsTold() {
        Ran ran = terminal.run("replay", file, "--objective", "0.99");

        assertEquals("safeguard replay · recorded history of a test · 240 buckets of 1 SLO", ran.lines().getFirst());
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("sev1  page      1h/5m    > 14.4x  10 bad    1"), ran.out());
        assertTrue(ran.out().contains("1,000 of 24,000 events bad"), ran.out());
    }

    @Test
    void theItemHasTheNamesThatOthersRelyOn() {
        Ran ran = terminal.run("replay", file, "--objective", "0.99", "-o", "json");

        var item = Json.read(ran.out()).get("items").get(0);
        assertEquals(
                List.of(
                        "slo", "objective", "period", "resolution", "samples", "from", "to", "tiers", "firings",
                        "transitions", "summary"),
                new ArrayList<>(item.propertyNames()));
        assertEquals(
                "{\"name\":\"sev1\",\"severity\":\"sev1\",\"response\":\"page\",\"factor\":\"14.4\",\"long\":\"PT1H\","
                        + "\"short\":\"PT5M\",\"minBad\":10,\"minTotal\":0,\"reachable\":true}",
                Json.write(item.get("tiers").get(0)));
        assertEquals(
                List.of("tier", "from", "to", "burnLong", "burnShort", "budgetSpent"),
                new ArrayList<>(item.get("firings").get(0).propertyNames()));
    }

    @Test
    void manySlosAreALineEach() {
        List<Sample> samples = new ArrayList<>();
        for (int slo = 0; slo < 7; slo++) {
            samples.addAll(history("slo-" + slo));
        }
        composition.recorded = new FakeSampleFeed(samples);

        Ran ran = terminal.run("replay", file, "--objective", "0.99");

        assertEquals(1 + 1 + 7 + 1, ran.lines().size(), ran.out());
        assertTrue(ran.lines().get(2).startsWith("slo-0  240"), ran.out());
    }

    @Test
    void incidentsThatAreKnownAreHeldAgainstIt() throws IOException {
        Path labels = Files.createFile(folder.resolve("labels.csv"));
        composition.labels = List.of(
                new KnownIncident("I-1", NINE.plus(Duration.ofHours(2)), NINE.plus(Duration.ofHours(3)), "major", "down"),
                new KnownIncident("I-2", NINE, NINE.plus(Duration.ofMinutes(9)), "minor", "a glitch"));

        Ran ran = terminal.run("replay", file, "--objective", "0.99", "--labels", labels.toString(), "--one-source");

        assertTrue(ran.out().contains("1 of 2 incidents paged for (recall 50.0 %)"), ran.out());
        assertTrue(ran.out().contains("labels and samples come from one source"), ran.out());
    }

    @Test
    void whatBeganBeforeTheHistoryIsNotDrawnAsOneThatNobodyWasPagedFor() throws IOException {
        Path labels = Files.createFile(folder.resolve("labels.csv"));
        Path picture = folder.resolve("replay.svg");
        composition.labels = List.of(
                new KnownIncident("I-1", NINE.plus(Duration.ofHours(2)), NINE.plus(Duration.ofHours(3)), "major", "down"),
                new KnownIncident("I-0", NINE.minusSeconds(60), NINE.plus(Duration.ofMinutes(9)), "minor", "before"));

        Ran ran = terminal.run(
                "replay", file, "--objective", "0.99", "--labels", labels.toString(), "--svg", picture.toString());

        assertEquals(0, ran.code(), ran.err());
        String drawn = Files.readString(picture);
        assertTrue(drawn.contains("I-1"), drawn);
        assertFalse(drawn.contains("I-0"), drawn);
    }

    @Test
    void noBucketIsNoData() {
        composition.recorded = new FakeSampleFeed(List.of());

        Ran ran = terminal.run("replay", file, "--objective", "0.99", "-o", "json");

        assertEquals(4, ran.code());
        assertEquals(0, Json.read(ran.out()).get("items").size());
    }

    @Test
    void withoutAFileItIsWhatTheStateHolds() {
        terminal.run("replay");

        assertEquals(new Source.State(), composition.replayed.source());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--good x", "--since 3d", "--by pod", "--secret-file x", "--prometheus http://localhost:1",
                "--prometheus http://localhost:1 --good x", "--one-source", "--period 0s"
            })
    void whatDoesNotGoTogetherIsRefused(String options) {
        List<String> words = new ArrayList<>(List.of("replay", file));
        words.addAll(List.of(options.split(" ")));

        assertEquals(2, terminal.run(words.toArray(String[]::new)).code());
    }

    @Test
    void progressIsForTerminalsOnly() {
        terminal.errIsTerminal = true;
        terminal.env.put("TERM", "xterm");
        assertTrue(terminal.run("replay", file, "--objective", "0.99").err().contains("240 samples"));

        terminal.errIsTerminal = false;
        assertEquals("", terminal.run("replay", file, "--objective", "0.99").err());
    }

    /** Four hours of a hundred events a minute, ten minutes of which all fail. */
    private static List<Sample> history(String slo) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = 0; minute < 240; minute++) {
            boolean outage = minute >= 120 && minute < 130;
            samples.add(new Sample(
                    new SloName(slo),
                    NINE.plus(Duration.ofMinutes(minute)),
                    new EventCounts(outage ? 0 : 100, 100)));
        }
        return samples;
    }
}
