package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.oncall.EscalationLevel;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.oncall.Rotation;
import dev.safeguard.domain.oncall.ShiftLength;
import dev.safeguard.domain.oncall.Target;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationReaderTest {

    private static final SloName ANSWERS = new SloName("chat-answers");

    private final ConfigurationReader reader = new ConfigurationReader(Map.of());

    @Test
    void theDocumentedExampleIsRead() throws IOException {
        Configuration configuration = reader.read(resource("documented.yaml"), "documented.yaml");

        Slo slo = new Slo(
                ANSWERS, new ServiceName("chat"), "", Objective.of("0.99"), Duration.ofDays(30), Duration.ofMinutes(1));
        assertEquals(List.of(AlertRule.builtIn(slo)), configuration.rules());
        assertEquals(
                List.of(new SloQueries(
                        ANSWERS,
                        "sum(increase(answers_total{ok=\"true\"}[$window]))",
                        "sum(increase(answers_total[$window]))")),
                configuration.queries());
        assertEquals(
                List.of(new Runbook(
                        "provider-outage",
                        "model-provider-outage",
                        Autonomy.AUTO,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        List.of(new Step(
                                "flip-to-fallback",
                                "http-flag",
                                new TreeMap<>(
                                        Map.of("url", "http://127.0.0.1:8080/admin/flags/fallback", "value", "on")),
                                "")))),
                configuration.runbooks());
        assertEquals(List.of(), configuration.symptoms());
        assertEquals(0, configuration.roster().orElseThrow().escalation().repeat());
        assertEquals(Optional.empty(), configuration.state());
    }

    @Test
    void everySectionIsReadInAnyOrder() throws IOException {
        Configuration configuration = reader.read(resource("everything.yaml"), "everything.yaml");

        Slo answers = new Slo(
                ANSWERS,
                new ServiceName("chat"),
                "answers returned successfully",
                Objective.of("0.99"),
                Duration.ofDays(28),
                Duration.ofSeconds(30));
        Slo latency = new Slo(
                new SloName("chat-latency"),
                new ServiceName("chat"),
                "",
                Objective.of("0.95"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
        Slo results = new Slo(
                new SloName("search-results"),
                new ServiceName("search"),
                "",
                Objective.of("0.999999999999999999"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
        BurnTier mild = new BurnTier("sev3", Severity.SEV3, Ratio.ONE, Window.ofDays(3), Window.ofHours(6), 0, 0);
        assertEquals(
                List.of(
                        new AlertRule(
                                answers,
                                new AlertPolicy(
                                        AlertPolicy.Kind.CUSTOM,
                                        List.of(fastBurn("13.44"), mild),
                                        Ratio.of(1, 2),
                                        Duration.ofMinutes(10),
                                        Duration.ofHours(1))),
                        new AlertRule(latency, AlertPolicy.custom(List.of(fastBurn("14.4")))),
                        AlertRule.builtIn(results)),
                configuration.rules());
        assertEquals(List.of(new SloQueries(ANSWERS, "good_total", "all_total")), configuration.queries());
        assertEquals(
                List.of(new Symptom(
                        "model-provider-outage",
                        "answers fail while the provider does",
                        ANSWERS,
                        Set.of("provider-5xx", "provider-timeout"),
                        Ratio.of("0.6"),
                        "provider-errors")),
                configuration.symptoms());
        assertEquals(
                List.of(new Runbook(
                        "provider-outage",
                        "model-provider-outage",
                        Autonomy.AUTO,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        List.of(
                                new Step(
                                        "flip-to-fallback",
                                        "http-flag",
                                        new TreeMap<>(Map.of(
                                                "url", "http://127.0.0.1/flags",
                                                "value", "on",
                                                "attempts", "007",
                                                "order", "b\na")),
                                        "Answers come from the second provider."),
                                new Step("restart", "restart", new TreeMap<>(), "")))),
                configuration.runbooks());
        assertEquals(
                Optional.of(new Roster(
                        List.of(new Rotation(
                                "primary",
                                List.of(new Person("Ana"), new Person("Bo")),
                                LocalDateTime.parse("2026-01-05T09:00"),
                                new ShiftLength(2, ShiftLength.Unit.WEEKS),
                                ZoneId.of("Europe/Madrid"))),
                        new EscalationPolicy(
                                List.of(
                                        new EscalationLevel(new Target.OnRotation("primary"), Duration.ofMinutes(5)),
                                        new EscalationLevel(
                                                new Target.People(List.of(new Person("Chief of the night"))),
                                                Duration.ofMinutes(10))),
                                2))),
                configuration.roster());
        assertEquals(Optional.of(Path.of("var/safeguard.db")), configuration.state());
    }

    @Test
    void anUnquotedObjectiveKeepsEveryDigit() {
        Configuration configuration = reader.read("""
                services:
                  - name: chat
                    slos: [ { name: chat-answers, objective: 0.99999999999999999 } ]
                """, "test.yaml");
        assertEquals(
                Objective.of("0.99999999999999999"),
                configuration.rules().getFirst().slo().objective());
    }

    @Test
    void mapsAreMergedAndOverridden() {
        Configuration configuration = reader.read("""
                services:
                  - name: chat
                    slos:
                      - &usual { name: a, objective: 0.99, period: 7d }
                      - { <<: *usual, name: b, objective: 0.999 }
                """, "test.yaml");
        Slo second = configuration.rules().getLast().slo();
        assertEquals(new SloName("b"), second.name());
        assertEquals(Objective.of("0.999"), second.objective());
        assertEquals(Duration.ofDays(7), second.period());
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("safeguard.yaml"), resource("documented.yaml"));
        assertEquals(1, reader.read(file).rules().size());
    }

    @Test
    void aRunbookStandsAlone() {
        Runbook runbook = reader.readRunbook("""
                name: restart
                symptom: anything-at-all
                steps: [ { mitigation: restart } ]
                """, "restart.yaml");
        assertEquals(
                new Runbook(
                        "restart",
                        "anything-at-all",
                        Autonomy.APPROVE,
                        Runbook.DEFAULT_SETTLE,
                        Runbook.DEFAULT_DEADLINE,
                        List.of(new Step("restart", "restart", new TreeMap<>(), ""))),
                runbook);
    }

    @Test
    void aRunbookMayStandInAListOfOne() {
        Runbook runbook = reader.readRunbook("""
                runbooks:
                  - name: restart
                    symptom: slow
                    steps: [ { mitigation: restart } ]
                """, "restart.yaml");
        assertEquals("restart", runbook.name());
    }

    @Test
    void theRunbooksAmongTheExamplesAreRead() {
        Path examples = Path.of(System.getProperty("safeguard.root", "..")).resolve("examples/runbooks");
        Runbook outage = reader.readRunbook(examples.resolve("provider-outage.yaml"));
        Runbook useless = reader.readRunbook(examples.resolve("provider-outage-useless.yaml"));

        assertEquals(List.of("fallback", "cache", "load-shedding", "static-answers"), flags(outage));
        assertEquals(List.of("tools-off", "more-workers", "strict-filter", "recycle-workers"), flags(useless));
        for (Runbook runbook : List.of(outage, useless)) {
            assertEquals("model-provider-outage", runbook.symptom());
            assertEquals(Autonomy.AUTO, runbook.autonomy());
            for (Step step : runbook.steps()) {
                assertEquals("simulated-flag", step.mitigation());
                assertEquals("on", step.with().get("value"));
                assertTrue(step.because().endsWith("."), step.because());
            }
        }
    }

    @Test
    void aPolicyStandsAlone() {
        AlertPolicy policy = reader.readPolicy("""
                tiers:
                  - { name: sev1, severity: sev1, respond: page,   budget: 2%,   long: 1h, short: 5m,  minBad: 0 }
                  - { name: sev3, severity: sev3, respond: ticket, factor: "1.0", long: 3d }
                """, "policy.yaml", Duration.ofDays(30));
        assertEquals(
                AlertPolicy.custom(List.of(
                        new BurnTier(
                                "sev1", Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), 0, 0),
                        new BurnTier("sev3", Severity.SEV3, Ratio.ONE, Window.ofDays(3), Window.ofHours(6), 0, 0))),
                policy);
    }

    @Test
    void variablesAreFilledInAfterParsing() {
        var environment = Map.of("FLAGS", "http://127.0.0.1/a: b # c", "EMPTY", "");
        Runbook runbook = new ConfigurationReader(environment).readRunbook("""
                name: restart
                symptom: ${SYMPTOM:-slow}
                steps:
                  - mitigation: http-flag
                    with:
                      url: ${FLAGS:?the URL of the flags}
                      value: "<${EMPTY}|${EMPTY:-default}|${FLAGS:-unused}>"
                      literal: $${FLAGS} costs 5 $
                """, "restart.yaml");
        assertEquals("slow", runbook.symptom());
        assertEquals(
                Map.of(
                        "url", "http://127.0.0.1/a: b # c",
                        "value", "<|default|http://127.0.0.1/a: b # c>",
                        "literal", "${FLAGS} costs 5 $"),
                runbook.steps().getFirst().with());
    }

    @Test
    void aListOfTextsIsOneLineEach() {
        Runbook runbook = new ConfigurationReader(Map.of("SECOND", "claude-haiku: b")).readRunbook("""
                name: reroute
                symptom: slow
                steps:
                  - mitigation: litellm-fallback
                    with:
                      fallbacks:
                        - gpt-small
                        - ${SECOND}
                        - 007
                        - true
                        - ""
                      one: [only]
                      text: "two\\nlines"
                """, "reroute.yaml");
        assertEquals(
                Map.of("fallbacks", "gpt-small\nclaude-haiku: b\n007\ntrue\n", "one", "only", "text", "two\nlines"),
                runbook.steps().getFirst().with());
    }

    @Test
    void aMissingFileIsAProblemOfItsOwn(@TempDir Path folder) {
        Path file = folder.resolve("safeguard.yaml");
        var refused = assertThrows(ConfigurationException.class, () -> reader.read(file));
        assertEquals(
                List.of(new ConfigurationProblem(
                        file.toString(),
                        1,
                        1,
                        "SG-C001",
                        "the file cannot be read: there is no such file",
                        "check its name and who may read it; it must be UTF-8 text")),
                refused.problems());
    }

    @Test
    void aFileThatIsNotTextIsAProblemOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("safeguard.yaml"), new byte[] {'#', '\n', 'a', (byte) 0xFF});
        var refused = assertThrows(ConfigurationException.class, () -> reader.read(file));
        assertEquals(
                file + ":2:2: byte 0xFF cannot stand here in UTF-8 text; save it as UTF-8 text (SG-C017)",
                refused.getMessage());
    }

    @Test
    void theWholeExampleIsRead() {
        Path examples = Path.of(System.getProperty("safeguard.root", "..")).resolve("examples");
        Configuration configuration = reader.read(examples.resolve("safeguard.yaml"));
        assertEquals(
                List.of(AlertPolicy.Kind.BUILT_IN, AlertPolicy.Kind.LOW_OBJECTIVE, AlertPolicy.Kind.CUSTOM),
                configuration.rules().stream().map(rule -> rule.policy().kind()).toList());
        assertEquals(3, configuration.queries().size());
        assertEquals(2, configuration.runbooks().size());
        assertEquals(6, configuration.roster().orElseThrow().everybody().size());
    }

    private static BurnTier fastBurn(String factor) {
        return new BurnTier("fast", Severity.SEV1, Ratio.of(factor), Window.ofHours(1), Window.ofMinutes(5), 10, 100);
    }

    private static List<String> flags(Runbook runbook) {
        return runbook.steps().stream().map(step -> step.with().get("flag")).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = ConfigurationReaderTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
