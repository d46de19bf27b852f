package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Configurations.Contents;
import dev.safeguard.adapter.cli.Terminal.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ConfigurationCommandsTest {

    private final Terminal terminal = new Terminal();
    private final FakeConfigurations configurations = terminal.composition.configurations;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        file = Files.writeString(folder.resolve("safeguard.yaml"), "services:\n  - name: chat\n    slso: []\n");
    }

    private void findTwo() {
        configurations.problems.add(
                FakeConfigurations.problem("SG-C007", 3, 5, "unknown key \"slso\"", "did you mean \"slos\"?"));
        configurations.warnings.add(FakeConfigurations.problem("SG-C020", 2, 11, "nothing refers to it", "remove it"));
    }

    @Test
    void everyFindingIsItsPlaceItsLineAndWhatToDo() {
        findTwo();

        Ran ran = validate();

        assertEquals(
                """
                FILE:2:11: warning: nothing refers to it
                  2 |   - name: chat
                    |           ^
                  SG-C020  remove it
                FILE:3:5: unknown key "slso"
                  3 |     slso: []
                    |     ^
                  SG-C007  did you mean "slos"?
                """
                        .replace("FILE", file.toString()),
                ran.out());
        assertEquals(
                "safeguard: 1 problem and 1 warning in " + file + "; safeguard explain SG-C007 tells more\n", ran.err());
        assertEquals(3, ran.code());
    }

    @Test
    void aGoodFileIsOneLineOfWhatIsInIt() {
        Ran ran = validate();

        assertEquals(
                file + ": nothing is wrong; 1 service, 2 SLOs, 6 tiers, 1 runbook, 3 people\n", ran.out());
        assertEquals("", ran.err());
        assertEquals(0, ran.code());

        configurations.contents = new Contents(0, 0, 2, 0, 0);
        assertEquals(file + ": nothing is wrong; 2 tiers\n", validate().out());
    }

    @Test
    void warningsAloneEndWithZero() {
        configurations.warnings.add(FakeConfigurations.problem("SG-C020", 2, 11, "nothing refers to it", "remove it"));

        Ran ran = validate();

        assertEquals(0, ran.code());
        assertTrue(ran.out().startsWith(file + ":2:11: warning: nothing refers to it\n"), ran.out());
        assertTrue(ran.out().endsWith(": nothing is wrong; 1 service, 2 SLOs, 6 tiers, 1 runbook, 3 people\n"), ran.out());
    }

    @Test
    void aPlaceBehindTheTextHasNoSnippet() {
        configurations.problems.add(FakeConfigurations.problem("SG-C002", 4, 1, "expected ']'", "correct it"));

        assertEquals(file + ":4:1: expected ']'\n  SG-C002  correct it\n", validate().out());
    }

    @Test
    void theCaretIsRedOnATerminalAndALongLineIsCutToItsWidth() throws IOException {
        terminal.outIsTerminal = true;
        terminal.env.put("COLUMNS", "40");
        Files.writeString(file, "x".repeat(1000) + "\n");
        configurations.problems.add(FakeConfigurations.problem("SG-C002", 1, 500, "no", "correct it"));

        String shown = validate().lines().get(1);

        assertEquals("  1 | …" + "x".repeat(32) + "…", shown);
        assertTrue(validate().out().contains("\u001b[1;31m^\u001b[0m\n"));
    }

    @Test
    void whatIsFoundCannotSteerTheTerminal() {
        configurations.problems.add(
                FakeConfigurations.problem("SG-C010", 1, 1, "unknown \"\u001b[2J\"\nFAKE", "write\nit"));

        Ran ran = validate();

        assertFalse(ran.out().contains("\u001b"), ran.out());
        assertTrue(ran.out().contains("unknown \" [2J\" FAKE\n"), ran.out());
    }

    @Test
    void inJsonFindingsAreItems() {
        findTwo();
        String expected =
                """
                {"apiVersion":"safeguard/v1","kind":"Validation","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"code":"SG-C020","file":"FILE","line":2,"column":11,"message":"nothing refers to it","suggestion":"remove it","warning":true},
                {"code":"SG-C007","file":"FILE","line":3,"column":5,"message":"unknown key \\"slso\\"","suggestion":"did you mean \\"slos\\"?","warning":false}
                ]}
                """
                        .replace("FILE", file.toString());

        assertEquals(new Ran(3, expected, ""), validate("--format", "json"));
        assertEquals(new Ran(3, expected, ""), validate("-o", "json"));
        assertEquals(new Ran(3, expected, ""), validate("-o", "json", "--format", "json"));
    }

    @Test
    void inJsonNothingIsAnEmptyDocument() {
        assertEquals(
                new Ran(
                        0,
                        """
                        {"apiVersion":"safeguard/v1","kind":"Validation","generatedAt":"2026-07-01T08:00:00Z","items":[]}
                        """,
                        ""),
                validate("-o", "json"));
    }

    @Test
    void aJunitReportHasACaseForEachFinding() throws Exception {
        findTwo();

        Ran ran = validate("--format", "junit");

        assertEquals(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite name="safeguard validate" tests="2" failures="1" errors="0" skipped="0" time="N">
                  <testcase classname="FILE" name="2:11 SG-C020 nothing refers to it" time="0.000"><system-out>FILE:2:11: warning: nothing refers to it
                SG-C020  remove it</system-out></testcase>
                  <testcase classname="FILE" name="3:5 SG-C007 unknown key &quot;slso&quot;" time="0.000"><failure message="unknown key &quot;slso&quot;" type="SG-C007">FILE:3:5: unknown key "slso"
                SG-C007  did you mean "slos"?</failure></testcase>
                </testsuite>
                """
                        .replace("FILE", file.toString()),
                ran.out().replaceFirst("time=\"[0-9]+\\.[0-9]{3}\"", "time=\"N\""));
        assertEquals(3, ran.code());
        assertEquals("testsuite", parsed(ran).getTagName());
    }

    @Test
    void aJunitReportOfNothingHasACaseThatPasses() throws Exception {
        Element suite = parsed(validate("--format", "junit"));

        assertEquals("1", suite.getAttribute("tests"));
        assertEquals("0", suite.getAttribute("failures"));
        Element passed = (Element) suite.getElementsByTagName("testcase").item(0);
        assertEquals(file.toString(), passed.getAttribute("classname"));
        assertEquals(0, passed.getChildNodes().getLength());
    }

    @Test
    void aJunitReportIsXmlWhateverIsFound() throws Exception {
        String odd = "<&\"'>]]> \u0000\u0001\u001b \r\n\t \uD800 \uFFFE \uFFFF 😀 İ";
        configurations.problems.add(FakeConfigurations.problem("SG-C010", 1, 1, odd, odd));

        Element suite = parsed(validate("--format", "junit"));

        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertEquals("<&\"'>]]>     \uFFFD \uFFFD \uFFFD 😀 İ", failure.getAttribute("message"));
    }

    private static Element parsed(Ran ran) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(ran.out().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void githubGetsACommandForEachFinding() {
        findTwo();
        configurations.problems.add(
                FakeConfigurations.problem("SG-C010", 3, 11, "100 %:\r\n::error::no, a", "write 1,0: no"));

        Ran ran = validate("--format", "github");

        assertEquals(
                """
                ::warning file=FILE,line=2,col=11,title=SG-C020::nothing refers to it; remove it
                ::error file=FILE,line=3,col=5,title=SG-C007::unknown key "slso"; did you mean "slos"?
                ::error file=FILE,line=3,col=11,title=SG-C010::100 %25:%0D%0A::error::no, a; write 1,0: no
                """
                        .replace("FILE", file.toString()),
                ran.out());
        assertEquals(3, ran.code());
    }

    @Test
    void inACommandOfGithubAFileNameEndsNothing() throws IOException {
        configurations.problems.add(FakeConfigurations.problem("SG-C010", 1, 1, "no", "yes"));
        Path odd = Files.writeString(folder.resolve("a,b:50%.yaml"), "x");

        assertEquals(
                "::error file=" + folder + "/a%2Cb%3A50%25.yaml,line=1,col=1,title=SG-C010::no; yes\n",
                terminal.run("validate", "--format=github", odd.toString()).out());
        assertEquals("", terminal.run("validate", "--format=junit", "-c", "x").out());
    }

    @Test
    void standardInputIsAFileToo() {
        terminal.input = "services: []\n";
        configurations.problems.add(FakeConfigurations.problem("SG-C010", 1, 11, "the list is empty", "write one"));

        Ran ran = terminal.run("validate", "-");

        assertEquals("services: []\n", configurations.validated);
        assertTrue(ran.out().startsWith("standard input:1:11: the list is empty\n  1 | services: []\n"), ran.out());
        assertEquals(3, ran.code());
    }

    @Test
    void stepsMayTakeTypesOfAnotherFolder() {
        validate("--plugins", "jars/sound");
        assertEquals(Optional.of(Path.of("jars/sound")), configurations.plugins);
    }

    @Test
    void jarsThatCannotBeUsedAreToldAndNoFindings() {
        findTwo();

        Ran ran = validate("--plugins", "jars/rotten");

        assertEquals(1, ran.code());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("jars/rotten has a jar that cannot be used"), ran.err());
        assertEquals("", configurations.validated);
    }

    @Test
    void theFileIsTheConfigurationUnlessItIsNamed() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), "other");

        terminal.run("--config", file.toString(), "validate");
        assertTrue(configurations.validated.startsWith("services:"));
        terminal.run("--config", file.toString(), "validate", other.toString());
        assertEquals("other", configurations.validated);
    }

    @Test
    void thePeriodIsAMonthUnlessItIsGiven() {
        validate();
        assertEquals(Optional.of(Duration.ofDays(30)), configurations.period);
        validate("--period", "28d");
        assertEquals(Optional.of(Duration.ofDays(28)), configurations.period);
    }

    @Test
    void aFileThatCannotBeReadIsNoFinding() {
        assertAll(
                () -> assertEquals(
                        new Ran(2, "", "error: there is no file nowhere.yaml; check the path  [SG-U007]\n"),
                        terminal.run("validate", "nowhere.yaml")),
                () -> assertEquals(
                        new Ran(
                                2,
                                "",
                                "error: there is no safeguard.yaml here; name a file, or make one with `safeguard init`"
                                        + "  [SG-U007]\n"),
                        terminal.run("validate")),
                () -> assertEquals(
                        new Ran(
                                2,
                                "",
                                "error: " + folder + " is a folder; name a file that can be read  [SG-U007]\n"),
                        terminal.run("validate", folder.toString())),
                () -> assertEquals(
                        new Ran(
                                2,
                                "",
                                """
                                {"code":"SG-U007","file":null,"line":null,"column":null,"message":"there is no file x","suggestion":"check the path"}
                                """),
                        terminal.run("validate", "x", "--format", "json")),
                () -> assertEquals(2, terminal.run("validate", "x", "--format", "junit").code()));
    }

    @Test
    void formatsThatContradictEachOtherAreRefused() {
        assertEquals(
                "{\"code\":\"SG-U005\"",
                validate("-o", "json", "--format", "github").err().substring(0, 17));
        assertEquals(
                "error: --format: the format is text, json, junit or github, was \"xml\"; safeguard validate --help"
                        + " shows what there is  [SG-U004]\n",
                validate("--format", "xml").err());
    }

    @Test
    void aPeriodThatTheDomainRefusesIsTheUsersToPutRight() {
        configurations.unusable = Optional.of(new IllegalArgumentException("a window is positive"));

        assertEquals(new Ran(2, "", "error: a window is positive  [SG-U004]\n"), validate("--period", "0s"));
    }

    @Test
    void theSchemaIsPrintedAsItIs() {
        assertEquals(
                new Ran(0, "{\n  \"title\": \"safeguard.yaml\"\n}\n", ""), terminal.run("schema"));
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Schema","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"title":"safeguard.yaml"}
                ]}
                """,
                terminal.run("schema", "-o", "json").out());
    }

    @Test
    void initSaysWhatItWroteAndWhatIsNext() {
        assertEquals(
                new Ran(
                        0,
                        """
                        safeguard.yaml
                        safeguard.schema.json

                        next  safeguard validate
                              safeguard shift
                        """,
                        ""),
                terminal.run("init"));
        assertEquals(Optional.of(Path.of("safeguard.yaml")), configurations.initialised);
        assertFalse(configurations.overwritten);

        assertTrue(terminal.run("init", "my conf/a.yaml", "--force")
                .out()
                .endsWith("""
                        next  safeguard validate 'my conf/a.yaml'
                              safeguard shift --config 'my conf/a.yaml'
                        """));
        assertTrue(configurations.overwritten);
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Files","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"file":"safeguard.yaml"},
                {"file":"safeguard.schema.json"}
                ]}
                """,
                terminal.run("init", "-o", "json").out());
    }

    @Test
    void initPrintsWhereAFileIsNotWanted() {
        assertEquals(
                new Ran(
                        0,
                        "services: []\n",
                        "safeguard: safeguard schema > safeguard.schema.json writes the schema that the first line"
                                + " names\n"),
                terminal.run("init", "-"));
        assertEquals(2, terminal.run("init", "-", "-o", "json").code());
        assertEquals(Optional.empty(), configurations.initialised);
    }

    @Test
    void initWritesOverNoDatabase() throws IOException {
        Path state = Files.writeString(folder.resolve("demo.db"), "SQLite format 3\0");

        assertEquals(2, terminal.run("init", state.toString(), "--force").code());
        assertEquals(Optional.empty(), configurations.initialised);
    }

    private Ran validate(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "validate";
        args[1] = file.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return terminal.run(args);
    }
}
