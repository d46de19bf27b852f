package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.config.Validation.Contents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidationTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private static final String GOOD = """
            services:
              - name: chat
                slos:
                  - name: chat-answers
                    objective: 0.99
                    sli: { good: a, total: b }
            """;

    private final ConfigurationReader reader = new ConfigurationReader(Map.of());

    @Test
    void aGoodFileIsToldByWhatIsInIt() throws IOException {
        Path examples = Path.of(System.getProperty("safeguard.root", "..")).resolve("examples");
        Validation example = validate(Files.readString(examples.resolve("safeguard.yaml")));
        assertEquals(List.of(), example.problems());
        assertEquals(List.of(), example.warnings());
        assertEquals(new Contents(2, 3, 9, 2, 6), example.contents());
        assertEquals(
                new Contents(0, 0, 0, 1, 0),
                validate(Files.readString(examples.resolve("runbooks/provider-outage.yaml"))).contents());
        assertEquals(new Contents(1, 1, 3, 0, 0), validate(GOOD).contents());
    }

    @Test
    void everyProblemAndEveryWarningIsFoundInOrder() {
        Validation found = validate("""
                oncall:
                  rotations:
                    - { name: spare, people: [ana], shift: 1w, start: 2026-01-05T09:00, zone: UTC }
                  escalation: [ { people: [ana], delay: 5m } ]
                services:
                  - name: chat
                    slos:
                      - { name: a, objective: "0.99" }
                      - { name: b, objectve: "0.99" }
                """);
        assertEquals(
                List.of("test.yaml:9:20: unknown key \"objectve\"; did you mean \"objective\"? (SG-C007)"),
                told(found.problems()));
        assertEquals(
                List.of(
                        "test.yaml:3:15: nothing refers to rotation \"spare\"; refer to it, or remove it (SG-C020)",
                        "test.yaml:8:17: SLO \"a\" has no sli: no metric source can be asked for it;"
                                + " add sli: { good: QUERY, total: QUERY } (SG-C019)"),
                told(found.warnings()));
        assertEquals(new Contents(0, 0, 0, 0, 0), found.contents());
    }

    @Test
    void aSymptomWithoutARunbookIsAWarning() {
        String symptoms = GOOD + """
                symptoms:
                  - { name: outage, slo: chat-answers, errorKinds: [a], fault: a }
                  - { name: leak, slo: chat-answers, errorKinds: [b], fault: b }
                runbooks:
                  - { name: stop-it, symptom: outage, steps: [ { mitigation: http-flag } ] }
                """;
        Validation found = validate(symptoms);
        assertEquals(List.of(), found.problems());
        assertEquals(
                List.of("test.yaml:%s:13: no runbook is for symptom \"leak\"; write a runbook for it, if only with"
                                .replace("%s", Long.toString(GOOD.lines().count() + 3))
                        + " `autonomy: plan` (SG-C022)"),
                told(found.warnings()));
    }

    @Test
    void nobodyIsWarnedOfWhatMayBeRight() {
        assertEquals(List.of(), validate(GOOD + """
                oncall:
                  rotations:
                    - { name: spare, people: [ana], shift: 1w, start: 2026-01-05T09:00, zone: UTC }
                  escalation: [ { rotation: spair, delay: 5m } ]
                """).warnings());
        assertEquals(List.of(), validate(GOOD + """
                oncall:
                  escalation: [ { rotation: spare, delay: 5m } ]
                  rotations:
                    - { name: spare, people: [ana], shift: 1w, start: 2026-01-05T09:00, zone: UTC }
                """).warnings());
        assertEquals(List.of(), validate(GOOD.replace("total: b", "")).warnings());
    }

    @Test
    void aPolicyIsCheckedForItsPeriodAndForAnyObjective() {
        String policy = """
                tiers:
                  - { severity: sev1, budget: 2%, long: 1h }
                  - { severity: sev3, factor: "0.95", long: 3d }
                """;
        assertEquals(new Contents(0, 0, 2, 0, 0), validate(policy).contents());
        assertEquals(
                List.of(
                        "test.yaml:2:5: tier sev1 would page inside the budget: its factor 0.5x is not above 1.0x",
                        "test.yaml:3:5: tier sev3: window 3d is longer than the period 1d"),
                validate(policy, Duration.ofDays(1)).problems().stream()
                        .map(problem -> problem.file() + ":" + problem.line() + ":" + problem.column() + ": "
                                + problem.message())
                        .toList());
        assertEquals("a policy needs at least one tier", message("tiers: []"));
        assertThrows(IllegalArgumentException.class, () -> validate(policy, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> validate(policy, Duration.ofDays(36_500)));
    }

    @Test
    void itsKeysSayWhatAFileIs() {
        String step = "[ { mitigation: restart } ]";
        assertEquals(1, validate("name: a\nsymptom: slow\nsteps: " + step).contents().runbooks());
        assertEquals(
                1,
                validate("runbooks:\n  - { name: a, symptom: slow, steps: " + step + " }\n")
                        .contents()
                        .runbooks());
        assertEquals("key \"services\" is missing", message("oncall: { escalation: [ { people: [a], delay: 5m } ] }"));
        assertEquals("key \"services\" is missing", message("runbooks: []"));
        assertEquals("unknown key \"steps\"", message(GOOD + "steps: " + step));
        assertEquals("a map of keys and values is needed here, found a list", message("- services"));
    }

    private String message(String text) {
        return validate(text).problems().getFirst().message();
    }

    @Test
    void bytesThatAreNoTextAreAProblemAtTheirPlace() {
        assertEquals(
                List.of("test.yaml:1:1: this is UTF-16 text, and not UTF-8; save it as UTF-8 text (SG-C017)"),
                told(validate(GOOD.getBytes(StandardCharsets.UTF_16)).problems()));
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertEquals("SG-C017", validate(GOOD.getBytes(charset)).problems().getFirst().code());
        }
        assertEquals(
                List.of("test.yaml:2:3: byte 0xE9 cannot stand here in UTF-8 text; save it as UTF-8 text (SG-C017)"),
                told(validate("#\r\n# é\r\n".getBytes(StandardCharsets.ISO_8859_1)).problems()));
        assertEquals(
                "the character U+0000 is not allowed",
                validate("services: \0\0\0".getBytes(StandardCharsets.UTF_8)).problems().getFirst().message());
    }

    @Test
    void aByteOrderMarkAndOtherLineBreaksChangeNothing() {
        assertEquals(validate(GOOD).contents(), validate("\uFEFF" + GOOD).contents());
        assertEquals(validate(GOOD).contents(), validate(GOOD.replace("\n", "\r\n")).contents());
        for (String lineBreak : List.of("\n", "\r\n", "\r")) {
            ConfigurationProblem problem = validate("\uFEFF" + (GOOD + "stat: x\n").replace("\n", lineBreak))
                    .problems()
                    .getFirst();
            assertEquals("7:1", problem.line() + ":" + problem.column());
        }
    }

    @Test
    void noMoreIsReadThanAConfigurationIsLarge() {
        String comment = "#".repeat((1 << 20) - GOOD.length() - 1);
        assertEquals(1, validate(GOOD + comment + "\n").contents().services());
        assertEquals(
                List.of("test.yaml:1:1: the file is larger than 1 MiB; take out what does not belong into it, or split it"
                        + " (SG-C018)"),
                told(validate(GOOD + comment + "##").problems()));
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '#';
            }
        };
        assertEquals("SG-C018", validate(endless, MONTH).problems().getFirst().code());
    }

    @Test
    void aFileOfNothingButMistakesIsReadToItsEnd() {
        Validation found = validate("services:\n" + "  - a\n".repeat(20_000));
        assertEquals(20_000, found.problems().size());
        assertTrue(found.text().startsWith("services:"));
    }

    @Test
    void whateverIsWrittenIsReadToAnEnd() throws IOException {
        Path examples = Path.of(System.getProperty("safeguard.root", "..")).resolve("examples");
        List<String> texts = List.of(
                Files.readString(examples.resolve("safeguard.yaml")),
                Files.readString(examples.resolve("runbooks/provider-outage.yaml")),
                "tiers:\n  - &t { severity: sev1, factor: 14.4, long: 1h }\n  - { <<: *t, name: b, severity: sev2 }\n");
        List<String> pieces = List.of(
                "{", "}", "[", "]", ":", ": ", "- ", "\n", "\r", "\t", " ", "#", "&a ", "*a", "<<: *a", "? ", "| ", "> ",
                "!!int ", "!<x> ", "%YAML 1.2\n", "---\n", "...\n", "\"", "'", "${", "}", "${X:?", "\\", "\u0000", "\uFEFF",
                "😀", "İ", "\u0085", "\u2028", "0", "-", ",", "~", "null", "1e9", "99999999999999999999");
        for (long seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                if (random.nextInt(3) == 0) {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                } else {
                    text.insert(at, pieces.get(random.nextInt(pieces.size())));
                }
            }
            long failing = seed;
            Validation found = assertDoesNotThrow(() -> validate(text.toString()), () -> "seed " + failing + ":\n" + text);
            long lines = text.toString().lines().count() + 1;
            for (ConfigurationProblem problem : found.problems()) {
                assertTrue(
                        problem.line() >= 1 && problem.line() <= lines && problem.column() >= 1,
                        () -> "seed " + failing + ": " + problem + "\n" + text);
            }
        }
    }

    @Test
    void whatCannotBeReadIsNoProblemOfTheFile(@TempDir Path folder) throws IOException {
        try (InputStream in = Files.newInputStream(folder)) {
            assertThrows(IOException.class, () -> reader.validate(in, "test.yaml", MONTH));
        }
    }

    private Validation validate(String text) {
        return validate(text, MONTH);
    }

    private Validation validate(String text, Duration period) {
        return validate(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), period);
    }

    private Validation validate(byte[] bytes) {
        return validate(new ByteArrayInputStream(bytes), MONTH);
    }

    private Validation validate(InputStream in, Duration period) {
        try {
            return reader.validate(in, "test.yaml", period);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> told(List<ConfigurationProblem> problems) {
        return problems.stream().map(ConfigurationProblem::toString).toList();
    }
}
