package dev.safeguard.bootstrap.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Console;
import dev.safeguard.adapter.cli.SafeguardCli;
import dev.safeguard.bootstrap.Main;
import dev.safeguard.bootstrap.endtoend.Terminal.Printed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A configuration from the first line to the last mistake. */
final class ConfigurationStoryTest {

    private static final Path ROOT = Path.of(System.getProperty("safeguard.root", ".."));

    /** One mistake of each kind that has a way out. */
    private static final String WRONG = """
            services:
              - name: chat
                slos:
                  - { name: chat-answers, objective: 99.9 }
                runbook: [provider-outage]
            runbooks:
              - name: provider-outage
                symptom: outage
                steps:
                  - { mitigation: simulated-flag, with: { flga: cache, value: "on" } }
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("safeguard.yaml");
    }

    @Test
    void whatInitWritesIsFoundGoodAndUsed() throws IOException {
        Printed init = Terminal.typeAsIs("init", file.toString()).expect(0);
        assertTrue(init.out().contains("safeguard validate " + file + "\n"), init.out());

        assertEquals(
                file + ": nothing is wrong; 1 service, 1 SLO, 3 tiers, 1 runbook, 3 people\n",
                Terminal.typeAsIs("validate", file.toString()).expect(0).out());
        assertEquals(
                Terminal.typeAsIs("schema").expect(0).out(),
                Files.readString(folder.resolve("safeguard.schema.json")));
        assertEquals(Files.readString(file), Terminal.typeAsIs("init", "-").expect(0).out());

        String state = new ObjectMapper()
                .readTree(Terminal.typeAsIs("schema").out())
                .at("/properties/state/default")
                .asString();
        Printed status = Terminal.typeAsIs("--config", file.toString(), "status").expect(4);
        assertTrue(status.err().contains(state), status.err());
    }

    @Test
    void initReplacesNothingUnlessItIsTold() throws IOException {
        Files.writeString(file, "mine");

        Printed refused = Terminal.typeAsIs("init", file.toString()).expect(2);
        assertTrue(refused.err().contains("--force"), refused.err());
        assertEquals("mine", Files.readString(file));
        assertFalse(Files.exists(folder.resolve("safeguard.schema.json")));

        Terminal.typeAsIs("init", file.toString(), "--force").expect(0);
        assertTrue(Files.readString(file).startsWith("# yaml-language-server: $schema=safeguard.schema.json\n"));
        Terminal.typeAsIs("init", folder.toString()).expect(2);
        Terminal.typeAsIs("init", folder.toString(), "--force").expect(1);
    }

    @Test
    void stepsAreCheckedForMitigationsOfRealServicesToo() throws IOException {
        Files.writeString(
                file,
                """
                name: outage
                symptom: outage
                steps:
                  - { name: a, mitigation: http-flag, with: { url: "http://127.0.0.1:8080/flags/fallback" } }
                  - { name: b, mitigation: of-somebody-else }
                """);

        Printed found = Terminal.typeAsIs("validate", file.toString()).expect(3);
        assertTrue(found.out().contains(":4:45: mitigation http-flag needs parameter \"value\""), found.out());
        assertTrue(found.out().contains("there is no mitigation of type \"of-somebody-else\""), found.out());
        assertTrue(found.out().contains("or name the folder of its jar with --plugins"), found.out());
    }

    @Test
    void everyProblemIsToldWithItsLine() throws IOException {
        Files.writeString(file, WRONG);

        Printed found = Terminal.typeAsIs("validate", file.toString()).expect(3);

        assertEquals(
                """
                FILE:4:42: objective must be between 0 and 1, both excluded, was 99.9 (did you mean 0.999?)
                  4 |       - { name: chat-answers, objective: 99.9 }
                    |                                          ^
                  SG-C010  write it in the form that the message shows
                FILE:5:5: unknown key "runbook"
                  5 |     runbook: [provider-outage]
                    |     ^
                  SG-C007  did you mean "runbooks"?
                FILE:10:45: mitigation simulated-flag needs parameter "flag": the flag of the simulated service, such as fallback
                  10 |       - { mitigation: simulated-flag, with: { flga: cache, value: "on" } }
                     |                                             ^
                  SG-C016  add it under "with"
                FILE:10:53: mitigation simulated-flag takes no parameter "flga"
                  10 |       - { mitigation: simulated-flag, with: { flga: cache, value: "on" } }
                     |                                                     ^
                  SG-C016  did you mean "flag"?
                """
                        .replace("FILE", file.toString()),
                found.out());
    }

    @Test
    void everyFormatTellsTheSame() throws Exception {
        Files.writeString(file, WRONG);

        List<JsonNode> items =
                Terminal.typeAsIs("validate", file.toString(), "-o", "json").expect(3).items();
        assertEquals(
                List.of("SG-C010 4:42", "SG-C007 5:5", "SG-C016 10:45", "SG-C016 10:53"),
                items.stream()
                        .map(item -> item.get("code").asString() + " " + item.get("line") + ":" + item.get("column"))
                        .toList());
        Printed json = Terminal.typeAsIs("validate", file.toString(), "--format", "json").expect(3);
        assertEquals("Validation", json.json().get("kind").asString());
        assertEquals(items, json.items());

        List<String> commands = Terminal.typeAsIs("validate", file.toString(), "--format", "github")
                .expect(3)
                .out()
                .lines()
                .toList();
        assertEquals(4, commands.size());
        assertEquals(
                "::error file=" + file + ",line=5,col=5,title=SG-C007::unknown key \"runbook\"; did you mean"
                        + " \"runbooks\"?",
                commands.get(1));

        Element suite = junit(Terminal.typeAsIs("validate", file.toString(), "--format", "junit").expect(3));
        assertEquals("4", suite.getAttribute("failures"));
        assertEquals("4", suite.getAttribute("tests"));
        assertEquals(4, suite.getElementsByTagName("failure").getLength());
        assertTrue(suite.getAttribute("time").matches("[0-9]+\\.[0-9]{1,3}"), suite.getAttribute("time"));
        assertEquals("", suite.getAttribute("timestamp"));
    }

    @ParameterizedTest
    @CsvSource({"text", "json", "junit", "github"})
    void inEveryFormatAGoodFileEndsWithZero(String format) throws Exception {
        Terminal.typeAsIs("init", file.toString()).expect(0);

        Printed found = Terminal.typeAsIs("validate", file.toString(), "--format", format).expect(0);

        assertEquals("", found.err());
        switch (format) {
            case "json" -> assertEquals(List.of(), found.items());
            case "junit" -> assertEquals("0", junit(found).getAttribute("failures"));
            case "github" -> assertEquals("", found.out());
            default -> assertEquals(1, found.out().lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "examples/safeguard.yaml                             | 2 services, 3 SLOs, 9 tiers, 2 runbooks, 6 people",
                "examples/runbooks/provider-outage.yaml              | 1 runbook",
                "examples/runbooks/provider-outage-useless.yaml      | 1 runbook"
            })
    void theExamplesAreGood(String example, String contents) {
        Path path = ROOT.resolve(example);
        assertEquals(
                path + ": nothing is wrong; " + contents + "\n",
                Terminal.typeAsIs("validate", path.toString()).expect(0).out());
    }

    @Test
    void aTypeThatNobodyHasInstalledIsAProblem() throws IOException {
        Files.writeString(file, """
                name: lost
                symptom: outage
                autonomy: auto
                steps:
                  - { mitigation: http-flga, with: { url: http://127.0.0.1/flags/cache, value: "on" } }
                  - { mitigation: http-flag-held, with: { url: http://127.0.0.1/flags/cache, value: "on" } }
                """);

        List<JsonNode> items =
                Terminal.typeAsIs("validate", file.toString(), "-o", "json").expect(3).items();

        assertEquals("SG-C016", items.getFirst().get("code").asString());
        assertEquals(
                "did you mean \"http-flag\"? or name the folder of its jar with --plugins",
                items.getFirst().get("suggestion").asString());
        assertEquals(
                "SG-C021 6:19",
                items.getLast().get("code").asString() + " " + items.getLast().get("line") + ":"
                        + items.getLast().get("column"));
        assertEquals(2, items.size());
    }

    @Test
    void aPolicyIsCheckedForItsPeriod() throws IOException {
        Files.writeString(file, "tiers:\n  - { severity: sev1, budget: 2%, long: 6h }\n");

        assertEquals(
                file + ": nothing is wrong; 1 tier\n",
                Terminal.typeAsIs("validate", file.toString()).expect(0).out());
        Printed week = Terminal.typeAsIs("validate", file.toString(), "--period", "7d").expect(3);
        assertTrue(week.out().startsWith(file + ":2:5: tier sev1 would page inside the budget"), week.out());
        Printed never = Terminal.typeAsIs("validate", file.toString(), "--period", "0s").expect(2);
        assertTrue(never.err().endsWith("[SG-U004]\n"), never.err());
    }

    @TestFactory
    Stream<DynamicTest> brokenFilesAreToldByTheirPlaceAndEndWithThree() {
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (i * 31 + 7);
        }
        String good = "services:\n  - name: chat\n    slos: [ { name: a, objective: 0.99 } ]\n";
        String hugeLine = "{ state: \"" + "x".repeat(500_000) + "\", bogus: 1 }";
        return Stream.of(
                broken("noise", noise, ":1:5: byte 0x83 cannot stand here", "SG-C017"),
                broken("a Java class", classFile(), ":1:1: byte 0xCA cannot stand here", "SG-C017"),
                broken("UTF-16", good.getBytes(StandardCharsets.UTF_16), ":1:1: this is UTF-16", "SG-C017"),
                broken("UTF-16LE", good.getBytes(StandardCharsets.UTF_16LE), ":1:1: this is UTF-16", "SG-C017"),
                broken("nothing", new byte[0], ":1:1: the file is empty", "SG-C003"),
                broken("a huge line", utf8(hugeLine), ":1:500014: unknown key \"bogus\"", "SG-C007"),
                broken(
                        "line breaks of Windows",
                        utf8((good + "bogus: 1\n").replace("\n", "\r\n")),
                        ":4:1: unknown key",
                        "SG-C007"),
                broken("a byte order mark", utf8("\uFEFFbogus: 1\n" + good), ":1:1: unknown key", "SG-C007"),
                broken("nesting", utf8("[".repeat(100_000)), ":1:51: lists and maps", "SG-C018"),
                broken("size", utf8("#".repeat(5_000_000)), ":1:1: the file is larger", "SG-C018"),
                broken("a merge without end", utf8("&a\n<<: *a\n"), ":2:5: alias *a stands", "SG-C005"));
    }

    private DynamicTest broken(String what, byte[] content, String place, String code) {
        return DynamicTest.dynamicTest(what, () -> {
            Files.write(file, content);
            Printed found = Terminal.typeAsIs("validate", file.toString()).expect(3);
            assertTrue(found.out().contains(file + place), found.out());
            assertTrue(found.out().contains(code), found.out());
            assertTrue(found.out().lines().allMatch(line -> line.length() < 700), "lines can be read");
            junit(Terminal.typeAsIs("validate", file.toString(), "--format", "junit").expect(3));
            Terminal.typeAsIs("status", "--config", file.toString()).expect(2);
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] classFile() {
        try (InputStream self = ConfigurationStoryTest.class.getResourceAsStream("ConfigurationStoryTest.class")) {
            return self.readAllBytes();
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    @Test
    void otherLineBreaksAndAByteOrderMarkAreNoMistakes() throws IOException {
        Terminal.typeAsIs("init", file.toString()).expect(0);
        Files.write(file, utf8("\uFEFF" + Files.readString(file).replace("\n", "\r\n")));

        Terminal.typeAsIs("validate", file.toString()).expect(0);
        Terminal.typeAsIs("status", "--config", file.toString()).expect(4);
    }

    @Test
    void whatIsNoFileIsNoFinding() {
        Printed directory = Terminal.typeAsIs("validate", folder.toString()).expect(2);
        assertTrue(directory.err().contains("is a folder"), directory.err());
        Printed missing = Terminal.typeAsIs("validate", file.toString(), "--format", "json").expect(2);
        assertTrue(missing.err().startsWith("{\"code\":\"SG-U007\""), missing.err());
        assertEquals("", missing.out());
    }

    @Test
    void standardInputIsAFile() {
        Printed found = pipe(WRONG, "validate", "-", "--format", "github").expect(3);
        assertTrue(found.out().startsWith("::error file=standard input,line=4,col=42,"), found.out());
        Printed good = pipe(Terminal.typeAsIs("init", "-").out(), "validate", "-").expect(0);
        assertTrue(good.out().startsWith("standard input: nothing is wrong; "), good.out());
    }

    private static Printed pipe(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new ByteArrayInputStream(utf8(input)),
                false,
                false,
                Map.of());
        int exit = SafeguardCli.run(Main.composition(Map.of()), console, args);
        return new Printed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void validatingChangesNothing() throws IOException {
        byte[] content = utf8(WRONG);
        Files.write(file, content);

        Terminal.typeAsIs("validate", file.toString()).expect(3);

        assertArrayEquals(content, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void everyCodeThatIsToldIsExplained() {
        for (int code = 1; code <= 22; code++) {
            String name = "SG-C0" + (code < 10 ? "0" : "") + code;
            assertTrue(Terminal.typeAsIs("explain", name).expect(0).out().startsWith(name), name);
        }
        Terminal.typeAsIs("explain", "SG-B010").expect(0);
    }

    private static Element junit(Printed printed) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(utf8(printed.out())))
                .getDocumentElement();
    }
}
