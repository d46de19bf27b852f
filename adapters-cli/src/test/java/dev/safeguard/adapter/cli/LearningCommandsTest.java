package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.domain.alert.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LearningCommandsTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @TempDir
    Path folder;

    @Test
    void aPostmortemIsPrintedOrWritten() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);
        Path file = Path.of(".safeguard/postmortems/INC-1.md");

        Ran printed = terminal.run("postmortem", "INC-1");
        Ran written = terminal.run("postmortem", "INC-1", "--write");

        assertTrue(printed.out().startsWith("Postmortem[incident=Incident[id=INC-1"));
        assertEquals(file + "\n", written.out());
        assertTrue(composition.postmortems.published(file).isPresent());
    }

    @Test
    void aPostmortemInJsonHoldsItsMarkdown() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);

        JsonNode printed = Json.read(terminal.run("postmortem", "1", "-o", "json").out());
        JsonNode written = Json.read(terminal.run("postmortem", "1", "--write", "-o", "json").out());

        assertEquals("Postmortem", printed.get("kind").asString());
        JsonNode item = printed.get("items").get(0);
        assertEquals(2, item.size());
        assertEquals("INC-1", item.get("incident").asString());
        assertTrue(item.get("markdown").asString().startsWith("Postmortem["));
        assertEquals(
                ".safeguard/postmortems/INC-1.md",
                written.get("items").get(0).get("file").asString());
    }

    @Test
    void aFileThatCannotBeWrittenIsAToolFailure() {
        Stories.watch(composition.work, 0, Level.OK);
        Stories.mitigatedIncident(composition.work);
        composition.postmortems.setFull(true);

        Ran ran = terminal.run("postmortem", "INC-1", "--write");

        assertEquals(1, ran.code());
        assertTrue(ran.err().endsWith("no space left on device  [SG-U033]\n"), ran.err());
    }

    @Test
    void evalCasesAreListed() {
        Stories.evalCase(composition.work);

        assertEquals(
                """
                CASE                                SLO           FAULT                    LOAD       ASSERTIONS  FROM   CALIBRATED
                model-provider-outage-c9ee65c6738d  chat-answers  provider-errors at 50 %  1,000/min  1           INC-1  not yet
                """,
                terminal.run("eval", "list").out());
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"EvalCases","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"id":"model-provider-outage-c9ee65c6738d","load":{"eventsPerMinute":1000},"calibrated":false}
                ]}
                """,
                terminal.run("eval", "list", "-o", "json").out());
    }

    @Test
    void noEvalCaseIsSaidToBeNone() {
        assertEquals("no eval case yet\n", terminal.run("eval", "list").out());
        assertEquals("", terminal.run("eval", "export").out());
        assertEquals("", terminal.run("eval", "export").err());
        assertEquals(
                0, Json.read(terminal.run("eval", "list", "-o", "json").out()).get("items").size());
    }

    @Test
    void evalCasesAreExportedAsJsonLinesWithAWarning() {
        Stories.evalCase(composition.work);

        Ran printed = terminal.run("eval", "export");
        Ran written = terminal.run("eval", "export", "--to", "cases.jsonl");

        assertEquals(
                "{\"id\":\"model-provider-outage-c9ee65c6738d\",\"load\":{\"eventsPerMinute\":1000},"
                        + "\"calibrated\":false}\n",
                printed.out());
        assertTrue(printed.err().startsWith("safeguard: 1 case, not calibrated: "), printed.err());
        assertEquals(printed.out(), terminal.run("eval", "export", "--to", "-", "-q").out());
        assertEquals("cases.jsonl  1 case\n", written.out());
        assertTrue(written.err().contains("not calibrated"));
        assertEquals(1, composition.exported.get(Path.of("cases.jsonl")).size());
        assertEquals(
                "{\"file\":\"cases.jsonl\",\"cases\":1}",
                Json.read(terminal.run("eval", "export", "--to", "cases.jsonl", "-o", "json").out())
                        .get("items")
                        .get(0)
                        .toString());
    }

    @Test
    void aHistoryIsMadeAndSaysThatItIsSimulated() {
        Path file = folder.resolve("history.csv");

        Ran table = terminal.run("history", "make", file.toString());
        Ran json = terminal.run("history", "make", file.toString(), "--days", "2", "--seed", "9", "-o", "json");

        assertEquals(
                file + "  10,080 samples of a simulated service, 2026-02-23 12:00 to 2026-03-02 12:00 UTC\n",
                table.out());
        assertTrue(Files.exists(file));
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"History","generatedAt":"2026-03-02T12:00:00Z","items":[
                {"file":"%s","samples":2880,"from":"2026-02-28T12:00:00Z","until":"2026-03-02T12:00:00Z","simulated":true}
                ]}
                """
                        .replace("%s", file.toString()),
                json.out());
        assertEquals(new Composition.HistoryChoice(file, 2, 9), composition.historyChoice.orElseThrow());
    }

    @Test
    void aHistoryMayGoToStandardOutput() {
        Ran ran = terminal.run("history", "make", "-", "--days", "1");

        assertEquals("slo,start,good,total\n", ran.out());
        assertTrue(ran.err().startsWith("safeguard: 1,440 samples of a simulated service"));
        assertTrue(Files.notExists(composition.historyChoice.orElseThrow().file()), "it is cleaned up");
        assertEquals(2, terminal.run("history", "make", "-", "-o", "json").code());
    }

    @Test
    void aHistoryHasAtLeastADay() {
        Ran ran = terminal.run("history", "make", "h.csv", "--days", "0");

        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--days: a number from 1 on is needed, was \"0\""), ran.err());
    }
}
