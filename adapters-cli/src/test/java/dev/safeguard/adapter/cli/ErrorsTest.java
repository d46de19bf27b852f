package dev.safeguard.adapter.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.cli.Terminal.Ran;
import dev.safeguard.adapter.cli.UsageException.Problem;
import dev.safeguard.application.port.SourceUnavailableException;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.alert.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ErrorsTest {

    private final Terminal terminal = new Terminal();
    private final FakeComposition composition = terminal.composition;

    @Test
    void everyProblemIsOneLineWithItsPlace() {
        composition.unusable = Optional.of(configuration());

        Ran ran = terminal.run("status");

        assertEquals(2, ran.code());
        assertEquals(
                """
                error: safeguard.yaml:12:7: unknown key "objectve"; did you mean objective?  [SG-C001]
                error: safeguard.yaml: no service is configured  [SG-C002]
                """,
                ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void everyProblemIsOneJsonObject() {
        composition.unusable = Optional.of(configuration());

        assertEquals(
                """
                {"code":"SG-C001","file":"safeguard.yaml","line":12,"column":7,"message":"unknown key \\"objectve\\"","suggestion":"did you mean objective?"}
                {"code":"SG-C002","file":"safeguard.yaml","line":null,"column":null,"message":"no service is configured","suggestion":null}
                """,
                terminal.run("status", "-o", "json").err());
    }

    private static UsageException configuration() {
        return new UsageException(List.of(
                new Problem(
                        "SG-C001",
                        Optional.of("safeguard.yaml"),
                        Optional.of(12L),
                        Optional.of(7L),
                        "unknown key \"objectve\"",
                        Optional.of("did you mean objective?")),
                new Problem(
                        "SG-C002",
                        Optional.of("safeguard.yaml"),
                        Optional.empty(),
                        Optional.empty(),
                        "no service is configured",
                        Optional.empty())));
    }

    @TestFactory
    Stream<DynamicTest> everyExceptionHasItsExitCode() {
        return Map.<RuntimeException, Integer>of(
                        UsageException.of("SG-C001", "wrong", "right"), 2,
                        new IllegalArgumentException("no such thing"), 2,
                        new StoreException("demo.db is no state of Safeguard"), 1,
                        new SourceUnavailableException("prometheus is down", new IOException()), 4,
                        new IllegalStateException("a bug"), 1)
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().toString(), () -> {
                    composition.unusable = Optional.of(entry.getKey());
                    assertEquals(entry.getValue(), terminal.run("status").code());
                }));
    }

    @Test
    void aStateThatCannotBeUsedSpeaksForItself() {
        composition.unusable = Optional.of(new StoreException("demo.db is no state of Safeguard; give another --state"));

        assertEquals(
                "error: demo.db is no state of Safeguard; give another --state  [SG-U030]\n",
                terminal.run("incident", "list").err());
    }

    @Test
    void theTraceOfABugIsShownWhenAskedFor() {
        composition.unusable = Optional.of(new IllegalStateException("a bug"));

        Ran brief = terminal.run("status");
        Ran whole = terminal.run("status", "-v");

        assertEquals(
                "error: unexpected: java.lang.IllegalStateException: a bug; run with -v for the trace  [SG-U099]\n",
                brief.err());
        assertTrue(whole.err().contains("\tat dev.safeguard.adapter.cli.ErrorsTest"), whole.err());
        assertEquals(1, whole.code());
    }

    @Test
    void whatWasProbablyMeantIsSuggested() {
        assertAll(
                () -> assertEquals(
                        "error: safeguard has no command \"statsu\"; did you mean status?  [SG-U001]\n",
                        terminal.run("statsu").err()),
                () -> assertEquals(
                        "error: safeguard incident has no command \"lst\"; did you mean list?  [SG-U001]\n",
                        terminal.run("incident", "lst").err()),
                () -> assertEquals(
                        "error: safeguard incident has no command \"INC-1\"; did you mean safeguard incident show INC-1?"
                                + "  [SG-U001]\n",
                        terminal.run("incident", "INC-1").err()),
                () -> assertEquals(
                        "error: safeguard has no command \"quake\"; safeguard --help shows what there is  [SG-U001]\n",
                        terminal.run("quake").err()),
                () -> assertEquals(
                        "error: safeguard status has no option --wach; did you mean --watch?  [SG-U002]\n",
                        terminal.run("status", "--wach").err()),
                () -> assertEquals(
                        "error: safeguard shift has no option --sed; did you mean --seed?  [SG-U002]\n",
                        terminal.run("shift", "--sed=4").err()),
                () -> assertEquals(
                        "error: there is no code SG-U01; did you mean SG-U001?  [SG-U009]\n",
                        terminal.run("explain", "SG-U01").err()));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertAll(
                () -> assertEquals(
                        "error: safeguard postmortem needs ID; safeguard postmortem --help begins with examples"
                                + "  [SG-U003]\n",
                        terminal.run("postmortem").err()),
                () -> assertEquals(
                        "error: safeguard shift needs --seed N; safeguard shift --help begins with examples"
                                + "  [SG-U003]\n",
                        terminal.run("shift", "--seed").err()),
                () -> assertEquals(
                        "error: safeguard incident declare needs --slo NAME and --severity SEVERITY; safeguard incident"
                                + " declare --help begins with examples  [SG-U003]\n",
                        terminal.run("incident", "declare", "down").err()),
                () -> assertEquals(
                        "error: safeguard eval needs a command: export, list; safeguard eval --help begins with"
                                + " examples  [SG-U003]\n",
                        terminal.run("eval").err()));
    }

    @Test
    void valuesThatCannotBeUsedSayWhatIsExpected() {
        assertAll(
                () -> assertValue("--objective: objective must be between 0 and 1, both excluded, was 99 (did you mean"
                        + " 0.99?)", "shift", "--objective", "99"),
                () -> assertValue("--pace: a pace is written like 60x, above 0, was \"0x\"", "shift", "--pace", "0x"),
                () -> assertValue("--seed: a whole number is needed, was \"many\"", "shift", "--seed", "many"),
                () -> assertValue("--fault: it is written NAME=RATIO, was \"all\"", "shift", "--fault", "all"),
                () -> assertValue(
                        "--fault: a share is a number from 0 to 1 such as 0.5, was \"7\"", "shift", "--fault", "a=7"),
                () -> assertValue(
                        "--fail-on: severity must be sev1, sev2 or sev3, was \"sev4\"", "status", "--fail-on", "SEV4"),
                () -> assertValue(
                        "--watch: a duration is written like 90s, 5m, 1h30m or 30d, was \"soon\"",
                        "status", "--watch=soon"),
                () -> assertValue("--output: the output is table or json, was \"xml\"", "status", "-o", "xml"),
                () -> assertValue("--color: colour is auto, always or never, was \"red\"", "status", "--color", "red"),
                () -> assertValue("--seed is given twice", "shift", "--seed", "1", "--seed", "2"));
    }

    private void assertValue(String message, String... args) {
        Ran ran = terminal.run(args);
        assertEquals(2, ran.code());
        assertTrue(ran.err().startsWith("error: " + message + "; "), ran.err());
        assertTrue(ran.err().endsWith("  [SG-U004]\n"), ran.err());
    }

    @Test
    void whatCannotBeParsedIsJsonToWhereverJsonWasAskedFor() {
        for (List<String> args : List.of(
                List.of("status", "--wach", "-o", "json"),
                List.of("-ojson", "statsu"),
                List.of("status", "--wach", "--output=json"))) {
            Ran ran = terminal.run(args.toArray(String[]::new));
            assertTrue(Json.read(ran.err()).get("code").asString().startsWith("SG-U00"), ran.err());
            assertEquals(2, ran.code());
        }
    }

    @Test
    void everyCodeIsExplained() {
        Set<String> texts = new HashSet<>();
        for (Code code : Code.values()) {
            Ran ran = terminal.run("explain", code.toString());
            assertEquals(0, ran.code());
            assertTrue(ran.out().startsWith(code + ": "), ran.out());
            assertEquals(5, ran.out().lines().count(), "a title, what it means, what to do");
            texts.add(code.toString());
            assertTrue(code.toString().matches("SG-U[0-9]{3}"));
        }
        assertEquals(Code.values().length, texts.size(), "each has a text of its own");
    }

    @Test
    void theCodesOfOthersAreExplainedByThem() {
        assertEquals(
                "SG-C001: a key is not known\n\nKeys are listed in the schema.\n",
                terminal.run("explain", "sg-c001").out());
        assertEquals(
                """
                {"apiVersion":"safeguard/v1","kind":"Explanation","generatedAt":"2026-07-01T08:00:00Z","items":[
                {"code":"SG-C001","paragraphs":["SG-C001: a key is not known","Keys are listed in the schema."]}
                ]}
                """,
                terminal.run("explain", "SG-C001", "-o", "json").out());
    }

    @Test
    void codesStandInTheCatalogueAlone() {
        Set<String> known = new HashSet<>(Arrays.stream(Code.values()).map(Code::toString).toList());
        Stories.watch(composition.work, 20, Level.SEV1);
        for (List<String> args : List.of(
                List.of("nothing"), List.of("shift", "--nothing"), List.of("status", "x"), List.of("explain", "x"),
                List.of("status", "--fail-on", "sev1"), List.of("shift", "--samples", "x"))) {
            Ran ran = terminal.run(args.toArray(String[]::new));
            String code = ran.err().replaceAll("(?s).*\\[(.*)]\n", "$1");
            assertTrue(known.contains(code), ran.err());
        }
    }

    @Test
    void standardOutputThatCannotBeWrittenIsAFailure() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left on device");
            }
        };
        Console console = new Console(
                new PrintStream(full, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false,
                false,
                Map.of());

        assertEquals(1, SafeguardCli.run(composition, console, "incident", "list"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("[SG-U034]"));
    }

    @Test
    void whoeverReadsMayStopReading() {
        assertEquals("0 ", printedTo("write failed", true), "a pipe");
        assertEquals("0 ", printedTo("Broken pipe", false), "what the machine calls one");
        assertTrue(printedTo("no space left on device", false).startsWith("1 error: standard output"));
    }

    private String printedTo(String failure, boolean isPipe) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }
        };
        Console console = new Console(
                Output.of(broken, isPipe),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                new ByteArrayInputStream(new byte[0]),
                false,
                false,
                Map.of());
        return SafeguardCli.run(composition, console, "incident", "list") + " " + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void colourIsForTerminalsThatWantIt() {
        assertFalse(errorIsRed(), "not on a terminal");
        terminal.errIsTerminal = true;
        assertTrue(errorIsRed(), "on a terminal");
        terminal.env.put("NO_COLOR", "");
        assertTrue(errorIsRed(), "an empty NO_COLOR says nothing");
        terminal.env.put("NO_COLOR", "1");
        assertFalse(errorIsRed(), "NO_COLOR is set");
        terminal.env.put("NO_COLOR", "");
        terminal.env.put("TERM", "dumb");
        assertFalse(errorIsRed(), "a dumb terminal");
        terminal.errIsTerminal = false;
        assertTrue(errorIsRed("--color=always"), "asked for");
        terminal.env.clear();
        terminal.errIsTerminal = true;
        assertFalse(errorIsRed("--color=never"), "not wanted");
    }

    private boolean errorIsRed(String... more) {
        String[] args = Stream.concat(Stream.of("explain", "x"), Arrays.stream(more)).toArray(String[]::new);
        return terminal.run(args).err().startsWith("\u001b[1;31merror:\u001b[0m ");
    }

    @Test
    void oneStreamsColourIsNotTheOthers() {
        terminal.outIsTerminal = true;
        Stories.watch(composition.work, 20, Level.SEV1);

        Ran ran = terminal.run("status", "--fail-on", "sev1", "-q");

        assertTrue(ran.out().contains("\u001b[1;31mSEV1\u001b[0m"));
        assertFalse(ran.err().contains("\u001b"));
    }
}
