package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Composition.Recording;
import dev.safeguard.adapter.cli.Composition.ShiftChoice;
import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.application.port.HistoryReader;
import dev.safeguard.application.port.HistoryReader.MalformedHistoryException;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftItem.Event;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ShiftCommandTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @TempDir
    Path folder;

    @Test
    void aShiftIsATableOfLinesThatEndsInWhatToLookAtNext() {
        composition.story.addAll(Stories.outage());

        Ran ran = terminal.run("shift");

        assertEquals(
                """
                safeguard shift · scenario provider-outage · simulated service, virtual clock · .safeguard/demo.db
                2026-03-02 (UTC)
                09:00  ok          chat-answers  SLI 99.98 %  burn 0.0x/0.0x  budget 98 %
                10:00  fault       model provider starts failing half of all calls  (injected)
                10:18  SEV1        chat-answers  burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x  2.1 % of the month's budget spent  page -> Ana (level 1)
                10:20  ack         chat-answers  acknowledged by Ana
                10:21  triage      chat-answers  symptom model-provider-outage (97 % of 287 errors are provider-5xx) -> runbook provider-outage
                10:23  1/4         chat-answers  flip-to-fallback        SLI 50.0 % -> 85.0 %  not recovered
                10:28  3/4         chat-answers  shed-load               SLI 85.0 % -> 100.0 % · 12.5 % shed  recovered (2 of 2 checks)
                10:28  4/4         chat-answers  static-answers          not needed
                10:28  mitigated   chat-answers  recovered after shed-load · 2 mitigations on
                11:05  revert      chat-answers  1/2 shed-load           SLI 100.0 %  stays healthy
                11:14  resolve     chat-answers  recovered, and everything is off · after 56m
                11:14  eval        chat-answers  model-provider-outage-3f9c  .safeguard/evals/cases.jsonl  not calibrated yet
                11:14  postmortem  chat-answers  .safeguard/postmortems/INC-1.md

                summary
                  incidents        1
                  pages            1 sev1, 0 sev2
                  tickets          0
                  time to detect   median 18m, worst 18m  (from the first bad bucket to the page)
                  time to resolve  median 56m, worst 56m  (from the page to the resolution)
                  nights woken     0  (sev1 from 22:00 to 08:00 where the people on call live)
                  budget spent     3.1 %  (the worst rolling 30d)

                next  safeguard incident show INC-1
                      safeguard postmortem INC-1
                      safeguard eval list
                """,
                ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code());
    }

    @Test
    void aShiftInJsonIsOneDocumentWithExactDecimals() {
        composition.story.add(Stories.outage().get(1));
        composition.story.add(Stories.outage().get(2));
        composition.story.add(Stories.outage().getLast());

        Ran ran = terminal.run("shift", "-o", "json");

        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Shift","generatedAt":"2026-03-02T09:00:00Z","items":[
                {"at":"2026-03-02T10:00:00Z","event":"fault","slo":"chat-answers","message":"model provider starts failing half of all calls","data":{"fault":"provider-errors","ratio":"0.5000","injected":true}},
                {"at":"2026-03-02T10:18:00Z","event":"page","slo":"chat-answers","incident":"INC-1","severity":"sev1","message":"page -> Ana (level 1)","data":{"tier":"sev1","long":"PT1H","short":"PT5M","burnLong":"15.00","burnShort":"50.00","factor":"14.4","budgetSpent":"0.0208","badLong":9000,"totalLong":60000,"target":"Ana","level":1}},
                {"at":"2026-03-02T12:00:00Z","event":"summary","slo":"chat-answers","message":"1 incident","data":{"incidents":1,"pages":{"sev1":1,"sev2":0},"tickets":0,"nightsWoken":0,"detectMedian":"PT18M","detectWorst":"PT18M","resolveMedian":"PT56M","resolveWorst":"PT56M","budgetConsumedWorst":"0.0312"}}
                ]}
                """,
                ran.out());
        assertEquals("", ran.err());
    }

    @Test
    void theDocumentIsTheSameForTheSameStory() {
        composition.story.addAll(Stories.outage());

        assertEquals(
                terminal.run("shift", "-o", "json").out(),
                terminal.run("-o=json", "shift").out());
    }

    @Test
    void aShiftThatTellsNothingIsAnEmptyDocument() {
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Shift","generatedAt":"2026-03-02T09:00:00Z","items":[]}
                """,
                terminal.run("shift", "-o", "json").out());
    }

    @Test
    void quietSaysPagesTicketsAndTheSummaryOnly() {
        composition.story.addAll(Stories.outage());
        composition.story.add(
                composition.story.size() - 1,
                new ShiftItem(
                        Stories.at("11:30"),
                        Event.TICKET,
                        Stories.CHAT.slo().name(),
                        Optional.empty(),
                        Optional.of(Severity.SEV3),
                        "burn 3d 1.2x > 1.0x, 6h 1.5x > 1.0x: a ticket for working hours, nobody is woken",
                        Figures.NONE));

        Ran ran = terminal.run("shift", "--quiet");

        assertEquals(
                List.of("2026-03-02 (UTC)", "10:18  SEV1", "11:30  ticket", "", "summary"),
                ran.lines().stream()
                        .limit(5)
                        .map(line -> line.length() > 20 ? line.substring(0, 17).strip() : line)
                        .toList());
        assertFalse(ran.out().contains("next"));
    }

    @Test
    void theDayIsSaidWhenItChanges() {
        composition.begin = Instant.parse("2026-03-01T22:00:00Z");
        composition.story.add(Stories.item("09:00", Event.NO_PAGE, "too little of the budget to wake anybody", Figures.NONE));
        composition.story.add(Stories.item("09:05", Event.CLEAR, "page tier clear", Figures.NONE));

        assertEquals(
                List.of(
                        "2026-03-01 (UTC)",
                        "2026-03-02 (UTC)",
                        "09:00  no-page     chat-answers  too little of the budget to wake anybody",
                        "09:05  clear       chat-answers  page tier clear"),
                terminal.run("shift").lines().subList(1, 5));
    }

    @Test
    void aPageSaysOfWhichPeriodTheBudgetIs() {
        Slo month = Stories.CHAT.slo();
        composition.slos = List.of(new Slo(
                month.name(), month.service(), "", month.objective(), Duration.ofDays(7), month.resolution()));
        composition.story.add(Stories.outage().get(2));

        assertTrue(terminal.run("shift").out().contains("2.1 % of the 7d budget spent"));
    }

    @Test
    void aBurnJustAboveItsFactorDoesNotLookLikeTheFactor() {
        composition.story.add(Stories.ofIncident(
                "10:18",
                Event.PAGE,
                "page -> Ana (level 1)",
                Figures.NONE
                        .with("tier", "sev1")
                        .with("long", Duration.ofHours(1))
                        .with("short", Duration.ofMinutes(5))
                        .with("burnLong", Ratio.of("14.41"), 2)
                        .with("burnShort", Ratio.of("14.40"), 2)
                        .with("factor", Ratio.of("14.4"), 1)));

        assertTrue(terminal.run("shift").out().contains("burn 1h 14.41x > 14.4x, 5m 14.4x <= 14.4x  page -> Ana (level 1)"));
    }

    @Test
    void aPageWithoutATierIsItsMessage() {
        composition.story.add(Stories.ofIncident("10:18", Event.PAGE, "page -> Ana (level 1)", Figures.NONE));

        assertTrue(terminal.run("shift").lines().contains("10:18  SEV1        chat-answers  page -> Ana (level 1)"));
    }

    @Test
    void whatWouldMoveTheCursorIsPrintedAsABlank() {
        composition.story.add(Stories.ofIncident("10:18", Event.ACK, "seen\u001b[2J\nby Ana", Figures.NONE));

        assertTrue(terminal.run("shift").lines().contains("10:18  ack         chat-answers  seen [2J by Ana"));
    }

    @Test
    void longLinesHangOnATerminalOnly() {
        terminal.outIsTerminal = true;
        terminal.env.put("NO_COLOR", "1");
        composition.story.add(Stories.outage().get(2));

        assertEquals(
                List.of(
                        "10:18  SEV1        chat-answers  burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x  2.1 % of the month's budget spent",
                        "                                 page -> Ana (level 1)"),
                hanging(terminal.run("shift")));
        terminal.env.put("COLUMNS", "100");
        assertEquals(
                List.of(
                        "10:18  SEV1        chat-answers  burn 1h 15.0x > 14.4x, 5m 50.0x > 14.4x",
                        "                                 2.1 % of the month's budget spent  page -> Ana (level 1)"),
                hanging(terminal.run("shift")));
    }

    private static List<String> hanging(Ran ran) {
        return ran.lines().subList(2, 4);
    }

    @Test
    void aPlanThatIsOnlyShownSaysSo() {
        composition.story.add(Stories.ofIncident(
                "10:21",
                Event.TRIAGE,
                "symptom elevated-errors -> runbook provider-outage",
                Figures.NONE.with("plan", "flip, cache")));

        assertTrue(terminal.run("shift").out().contains("-> runbook provider-outage (only a plan: flip, cache)\n"));
    }

    @Test
    void aShiftWithManyIncidentsLeadsToTheirList() {
        composition.story.add(Stories.ofIncident("10:18", Event.PAGE, "page -> Ana (level 1)", Figures.NONE));
        composition.story.add(new ShiftItem(
                Stories.at("11:00"),
                Event.PAGE,
                Stories.CHAT.slo().name(),
                Optional.of(new IncidentId(2)),
                Optional.of(Severity.SEV2),
                "page -> Bo (level 1)",
                Figures.NONE));

        assertTrue(terminal.run("shift", "--state", "my state.db")
                .out()
                .endsWith("""

                        next  safeguard incident list --state 'my state.db'
                              safeguard postmortem INC-2 --state 'my state.db'
                        """));
    }

    @Test
    void aServiceThatIsNotHealthyInTimeEndsWith8AndSaysWhatToDo() {
        composition.story.addAll(Stories.outage());
        composition.notHealthy = Optional.of("INC-1: all 4 steps were tried and the service has not recovered");

        Ran ran = terminal.run("shift");

        assertEquals(8, ran.code());
        assertEquals(
                "error: not healthy in time: INC-1: all 4 steps were tried and the service has not recovered;"
                        + " safeguard incident show INC-1  [SG-U042]\n",
                ran.err());
    }

    @Test
    void theDocumentIsWholeHoweverTheShiftEnds() {
        composition.story.addAll(Stories.outage());

        composition.notHealthy = Optional.of("INC-1 is still mitigating");
        Ran unhealthy = terminal.run("shift", "-o", "json");
        composition.breaksDown = Optional.of(new StoreException("demo.db: the disk is full; make room"));
        Ran broken = terminal.run("shift", "-o", "json");
        composition.interrupted = true;
        Ran interrupted = terminal.run("shift", "-o", "json");

        assertAll(
                () -> assertEquals(List.of(8, 1, 130), List.of(unhealthy.code(), broken.code(), interrupted.code())),
                () -> assertEquals(14, Json.read(unhealthy.out()).get("items").size()),
                () -> assertEquals(14, Json.read(broken.out()).get("items").size()),
                () -> assertEquals(14, Json.read(interrupted.out()).get("items").size()),
                () -> assertEquals("SG-U042", Json.read(unhealthy.err()).get("code").asString()),
                () -> assertEquals(
                        "demo.db: the disk is full; make room",
                        Json.read(broken.err()).get("message").asString()),
                () -> assertEquals("SG-U050", Json.read(interrupted.err()).get("code").asString()),
                () -> assertEquals(composition.opened, composition.closed));
    }

    @Test
    void anInterruptedShiftSaysHowToGoOn() {
        composition.interrupted = true;

        Ran ran = terminal.run("shift");

        assertEquals(130, ran.code());
        assertEquals(
                "error: interrupted; what was told is stored; safeguard shift --continue goes on with a shift, safeguard"
                        + " run --resume with a run  [SG-U050]\n",
                ran.err());
    }

    @Test
    void colourSaysHowBadItIsAndNothingElse() {
        composition.story.addAll(Stories.outage());
        String plain = terminal.run("shift").out();

        String coloured = terminal.run("shift", "--color", "always").out();

        assertTrue(coloured.contains("10:18  \u001b[1;31mSEV1      \u001b[0m  chat-answers"));
        assertEquals(plain, coloured.replaceAll("\u001b\\[[0-9;]*m", ""));
        assertEquals(2, coloured.split("\u001b", -1).length - 1);
    }

    @Test
    void allThatIsAskedForReachesTheShift() throws IOException {
        Path runbook = Files.writeString(folder.resolve("runbook.yaml"), "");

        terminal.run(
                "shift", "--scenario", "slow-burn", "--fault", "provider-errors=0.25", "--fault=timeouts=10%",
                "--runbook", runbook.toString(), "--seed", "-7", "--pace", "60x", "--state", "my.db");

        ShiftChoice choice = composition.shiftChoice.orElseThrow();
        assertAll(
                () -> assertEquals(Optional.of("slow-burn"), choice.scenario()),
                () -> assertEquals(
                        Map.of("provider-errors", Ratio.of("0.25"), "timeouts", Ratio.of("0.1")), choice.faults()),
                () -> assertEquals(Optional.of(runbook), choice.runbook()),
                () -> assertEquals(-7, choice.seed()),
                () -> assertEquals(Optional.of(60.0), choice.pace()),
                () -> assertEquals(Optional.of(Path.of("my.db")), choice.where().state()),
                () -> assertFalse(choice.goesOn()));
        terminal.run("shift", "--continue");
        ShiftChoice second = composition.shiftChoice.orElseThrow();
        assertTrue(second.goesOn());
        assertEquals(1, second.seed());
    }

    @Test
    void aRecordedHistoryBringsItsObjective() throws IOException {
        Path samples = Files.writeString(folder.resolve("history.csv"), "slo,start,good,total\n");

        Ran ran = terminal.run("shift", "--samples", samples.toString(), "--objective", "0.999", "--period", "7d");

        assertEquals(0, ran.code(), ran.err());
        ShiftChoice choice = composition.shiftChoice.orElseThrow();
        assertAll(
                () -> assertEquals(Optional.of(new Recording(samples, samples.toString())), choice.samples()),
                () -> assertEquals(Optional.of(Objective.of("0.999")), choice.objective()),
                () -> assertEquals(Optional.of(Duration.ofDays(7)), choice.period()));
    }

    @Test
    void aHistoryMayComeFromStandardInput() {
        terminal.input = "slo,start,good,total\nchat,2026-03-02T09:00:00Z,1,1\n";

        Ran ran = terminal.run("shift", "--samples", "-", "--objective", "0.999");

        assertEquals(0, ran.code(), ran.err());
        assertEquals(terminal.input, composition.history);
        Recording recording = composition.shiftChoice.orElseThrow().samples().orElseThrow();
        assertEquals("standard input", recording.name());
        assertFalse(Files.exists(recording.file()), "it is cleaned up");
    }

    @Test
    void whatDoesNotGoTogetherIsSaidAllAtOnce() {
        Ran ran = terminal.run(
                "shift", "--samples", "x.csv", "--scenario", "slow-burn", "--seed", "1", "--fault", "a=0.5", "--runbook",
                "r.yaml");

        assertEquals(2, ran.code());
        assertEquals(
                """
                error: --scenario does not go with --samples: a recorded history is no scenario; leave one of them out  [SG-U005]
                error: --fault does not go with --samples: nothing can be injected into a recorded history; leave one of them out  [SG-U005]
                error: --seed does not go with --samples: a recorded history has nothing random in it; leave one of them out  [SG-U005]
                error: --runbook does not go with --samples: a recorded history cannot be mitigated; leave one of them out  [SG-U005]
                error: --samples needs --objective: a recorded history has none of its own; add --objective 0.999, or what was promised  [SG-U003]
                """,
                ran.err());
        assertTrue(composition.shiftChoice.isEmpty());
    }

    @Test
    void whatBelongsToAHistoryIsRefusedWithoutOne() {
        Ran ran = terminal.run("shift", "--objective", "0.999", "--period", "30d");

        assertEquals(2, ran.code());
        assertEquals(2, ran.err().lines().filter(line -> line.contains("goes with --samples only")).count());
        assertEquals(2, terminal.run("shift", "--continue", "--seed", "3").code());
    }

    @Test
    void aHistoryThatIsMalformedIsReportedLineByLine() throws IOException {
        Path samples = Files.writeString(folder.resolve("history.csv"), "");
        composition.unusable = Optional.of(new MalformedHistoryException(
                samples,
                List.of(
                        new HistoryReader.Problem(3, "good must not exceed total (5), was 7"),
                        new HistoryReader.Problem(9, "start is no instant: \"yesterday\""))));

        Ran table = terminal.run("shift", "--samples", samples.toString(), "--objective", "0.9");
        Ran json = terminal.run("shift", "--samples", samples.toString(), "--objective", "0.9", "-o", "json");

        assertEquals(2, table.code());
        assertEquals(
                "error: " + samples + ":3: good must not exceed total (5), was 7  [SG-U010]\n"
                        + "error: " + samples + ":9: start is no instant: \"yesterday\"  [SG-U010]\n",
                table.err());
        JsonNode first = Json.read(json.err().lines().findFirst().orElseThrow());
        assertEquals(samples.toString(), first.get("file").asString());
        assertEquals(3, first.get("line").asInt());
        assertEquals("", json.out());
    }

    @Test
    void aValueThatTheDomainRefusesIsTheUsersToPutRight() throws IOException {
        Path samples = Files.writeString(folder.resolve("history.csv"), "");
        composition.unusable = Optional.of(new IllegalArgumentException("objective 0.5 is too low for the built-in tiers"));

        Ran ran = terminal.run("shift", "--samples", samples.toString(), "--objective", "0.5");

        assertEquals(2, ran.code());
        assertEquals("error: objective 0.5 is too low for the built-in tiers  [SG-U004]\n", ran.err());
    }

    @Test
    void filesThatAreNotThereAreMissedBeforeAnythingBegins() {
        Ran samples = terminal.run("shift", "--samples", "no.csv", "--objective", "0.9");
        Ran runbook = terminal.run("shift", "--runbook", folder.toString());
        Ran config = terminal.run("shift", "-c", "no.yaml");

        assertEquals(
                "error: there is no file no.csv; check the path  [SG-U007]\n"
                        + "error: " + folder + " is a folder; name a file that can be read  [SG-U007]\n"
                        + "error: there is no file no.yaml; check the path  [SG-U007]\n",
                samples.err() + runbook.err() + config.err());
        assertEquals(List.of(2, 2, 2), List.of(samples.code(), runbook.code(), config.code()));
    }

    @Test
    void aFaultThatIsGivenTwiceIsRefused() {
        Ran ran = terminal.run("shift", "--fault", "timeouts=0.5", "--fault", "timeouts=0.1");

        assertEquals(2, ran.code());
        assertEquals("error: --fault timeouts is given twice; give it once  [SG-U004]\n", ran.err());
        assertTrue(composition.shiftChoice.isEmpty());
    }

    @Test
    void aShiftWithoutAnyEventHasNoData() {
        composition.measured = false;

        Ran ran = terminal.run("shift");

        assertEquals(4, ran.code());
        assertEquals(
                "error: no event of chat-answers was measured in all this time; see that it is the right history"
                        + "  [SG-U041]\n",
                ran.err());
    }

    @Test
    void whatToLookAtNextIsTheSameInEveryFormat() {
        composition.story.addAll(Stories.outage());
        composition.notHealthy = Optional.of("INC-1 is still mitigating");

        Ran json = terminal.run("shift", "-o", "json");

        assertEquals("safeguard incident show INC-1", Json.read(json.err()).get("suggestion").asString());
    }

    @Test
    void theScenariosAreListed() {
        assertEquals(
                """
                provider-outage  the model provider fails half of all calls
                slow-burn        retrieval loses a few documents
                """,
                terminal.run("shift", "--list").out());
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Scenarios","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"name":"provider-outage","description":"the model provider fails half of all calls"},
                {"name":"slow-burn","description":"retrieval loses a few documents"}
                ]}
                """,
                terminal.run("shift", "--list", "-o", "json").out());
    }

    @Test
    void anUnknownScenarioIsGuessed() {
        Ran near = terminal.run("shift", "--scenario", "provider-outge");
        Ran far = terminal.run("shift", "--scenario", "earthquake");

        assertEquals(2, near.code());
        assertEquals(
                """
                error: there is no scenario provider-outge; did you mean provider-outage?  [SG-U006]
                error: there is no scenario earthquake; there are provider-outage, slow-burn  [SG-U006]
                """,
                near.err() + far.err());
    }
}
