package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Real processes, really killed. */
final class KilledShiftTest {

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void sitDown() {
        terminal = new Terminal(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {" SEV1 ", " triage ", " 1/4 ", " 3/4 ", " mitigated "})
    void whatWasPrintedBeforeTheKillIsThereAfterIt(String lastWord) throws IOException, InterruptedException {
        Process shift = start("shift", "--pace", "20000x");
        List<String> printed = readUntil(shift, lastWord);
        shift.destroyForcibly().waitFor();

        Printed status = terminal.type("status", "-o", "json").expect(0);
        JsonNode incident = terminal.type("incident", "show", "INC-1", "-o", "json").expect(0).items().getFirst();

        assertEquals("INC-1", status.items().getFirst().get("incident").asString());
        long stepsPrinted = printed.stream().filter(line -> line.matches(".* \\d/4 .*")).count();
        long stepsStored = incident.get("timeline").valueStream()
                .filter(entry -> entry.get("event").asString().equals("step"))
                .count();
        assertTrue(stepsStored >= stepsPrinted, () -> "printed " + printed + ", stored " + incident);
        long mitigationsOn = status.items().getFirst().get("activeMitigations").size();
        assertTrue(mitigationsOn >= Math.min(stepsPrinted, 3), () -> "on: " + status.out());
    }

    @Test
    void aKilledShiftGoesOnAndComesToItsEnd() throws IOException, InterruptedException {
        Process shift = start("shift", "--pace", "20000x");
        readUntil(shift, " 2/4 ");
        shift.destroyForcibly().waitFor();

        Printed rest = terminal.type("shift", "--continue", "--scenario", "blip", "-o", "json");

        List<JsonNode> incidents = terminal.type("incident", "list", "-o", "json").items();
        JsonNode first = incidents.getLast();
        assertEquals("INC-1", first.get("id").asString());
        JsonNode timeline = terminal.type("incident", "show", "INC-1", "-o", "json").items().getFirst().get("timeline");
        List<String> outcomes = timeline.valueStream()
                .filter(entry -> entry.get("event").asString().equals("step"))
                .map(entry -> entry.get("data").get("outcome").asString())
                .toList();
        assertEquals(List.of("not-recovered", "not-recovered", "recovered", "not-needed"), outcomes, rest.out());
        assertEquals("2026-03-02T11:00:00Z", rest.items("fault").getFirst().get("at").asString());
        assertEquals("resolved", first.get("state").asString());
        assertEquals("2026-03-02T11:14:00Z", first.get("resolvedAt").asString());
    }

    @Test
    void aFaultOfTheUsersEndsThoughTheShiftThatBeganItWasKilled() throws IOException, InterruptedException {
        Process shift = start("shift", "--fault", "bad-deploy=0.25", "--pace", "5000x");
        readUntil(shift, "bad-deploy begins");
        shift.destroyForcibly().waitFor();

        Printed rest = terminal.type("shift", "--continue", "--scenario", "blip", "-o", "json");

        assertEquals(
                List.of("bad-deploy", "provider-outage"),
                rest.items("fault").stream()
                        .filter(fault -> fault.get("at").asString().equals("2026-03-02T11:00:00Z"))
                        .map(fault -> fault.get("data").get("fault").asString())
                        .sorted()
                        .toList(),
                rest.out());
    }

    @Test
    void theSummaryAfterAKillIsOfTheWholeShift() throws IOException, InterruptedException {
        Process shift = start("shift", "--pace", "20000x");
        readUntil(shift, " mitigated ");
        shift.destroyForcibly().waitFor();

        Printed rest = terminal.type("shift", "--continue", "--scenario", "blip", "-o", "json").expect(0);

        JsonNode summary = rest.items("summary").getFirst().get("data");
        assertEquals(1, summary.get("incidents").asInt());
        assertEquals(1, summary.get("pages").get("sev1").asInt());
        assertEquals("PT56M", summary.get("resolveWorst").asString());
    }

    @Test
    void aSecondShiftOnTheSameStateSaysSoAndChangesNothing() throws IOException, InterruptedException {
        Process shift = start("shift", "--pace", "20000x");
        readUntil(shift, " SEV1 ");

        Printed second = terminal.type("shift");

        assertEquals(1, second.exit());
        assertTrue(second.err().contains("another shift"), second.err());
        terminal.type("incident", "note", "INC-1", "typed meanwhile").expect(0);
        readUntil(shift, "next ");
        assertEquals(0, shift.waitFor());
        String shown = terminal.type("incident", "show", "INC-1").expect(0).out();
        assertTrue(shown.contains("typed meanwhile"), shown);
        assertTrue(shown.contains("resolve"), shown);
    }

    private Process start(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.safeguard.bootstrap.Main");
        builder.command().addAll(List.of(words));
        builder.command().addAll(List.of("--state", terminal.state().toString()));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> readUntil(Process process, String word) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        String line = reader.readLine();
        while (line != null) {
            lines.add(line);
            if (line.contains(word)) {
                return lines;
            }
            line = reader.readLine();
        }
        throw new AssertionError("never printed \"" + word + "\": " + lines);
    }
}
