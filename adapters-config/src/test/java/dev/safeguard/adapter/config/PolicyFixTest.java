package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused policy comes with one that works: every one is pasted in its place, and read. */
class PolicyFixTest {

    private static final String WRITE = "write ";

    private final ConfigurationReader reader = new ConfigurationReader(Map.of());

    @Test
    void theFirstProblemShowsWhatFollowsFromTheTiersThatThereAre() {
        List<ConfigurationProblem> problems = problems(slo("0.9", Duration.ofDays(30), Duration.ofMinutes(1)), """
                alerts:
                          - { name: fast, severity: sev1, budget: 2%, long: 1h, short: 5m }
                          - { name: slow, severity: sev2, factor: 1, long: 6h }
                """).orElseThrow();

        assertEquals(2, problems.size());
        assertEquals(
                """
                these tiers at objective 0.9 over 30d:
                tier  response  windows  factor  ceiling  fires above  at 100 %  at 50 %  at 10 %  budget spent  clears after
                fast  page      1h/5m    14.4x   10.0x    never        never     never    never    -             -
                slow  page      6h/30m   1.0x    10.0x    10 %         37m       1h13m    never    0.833 %       27m""",
                String.join("\n", problems.getFirst().details()));
        assertEquals(List.of(), problems.getLast().details());
    }

    @Test
    void theFixKeepsHowSilenceIsTreated() {
        String fix = problems(slo("0.99", Duration.ofDays(30), Duration.ofMinutes(1)), """
                alerts: { tiers: [ { severity: sev1, factor: 200, long: 1h } ], staleAfter: 7m, clearCoverage: 50% }
                """).orElseThrow().getFirst().suggestion();

        assertEquals(
                "write alerts: { tiers: [{ name: sev1, severity: sev1, respond: page, budget: 2%, long: 1h, short: 5m"
                        + " }], clearCoverage: 0.5, staleAfter: 7m }",
                fix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{ tiers: [] }"})
    void noTiersAreMendedToo(String none) {
        Slo slo = slo("0.99", Duration.ofDays(28), Duration.ofMinutes(1));
        ConfigurationProblem problem = problems(slo, "alerts: " + none + "\n").orElseThrow().getFirst();

        assertEquals("a policy needs at least one tier", problem.message());
        assertEquals(3, pasted(slo, problem).policy().tiers().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyFixIsAcceptedWhenPasted(long seed) {
        Random random = new Random(seed);
        Set<String> seen = new HashSet<>();
        for (int draw = 0; draw < 80; draw++) {
            Slo slo = randomSlo(random);
            String alerts = random.nextInt(6) == 0 ? "alerts: default\n" : alerts(random, slo);
            String why = "seed " + seed + ", draw " + draw + "\n" + configuration(slo, alerts);

            Optional<List<ConfigurationProblem>> refused = problems(slo, alerts);
            for (ConfigurationProblem problem : refused.orElse(List.of())) {
                assertEquals(ProblemCode.UNWORKABLE_ALERTS.id(), problem.code(), why);
                seen.add(problem.message().replaceAll("[0-9].*|tier \\S+:? ?|named .*", ""));
                assertEquals(slo, pasted(slo, problem).slo(), () -> why + problem);
            }

            String file = alerts.contains("\n") && alerts.startsWith("alerts:\n")
                    ? "tiers:\n" + alerts.substring(alerts.indexOf('\n') + 1)
                    : "staleAfter: 3m\n";
            for (ConfigurationProblem problem : fileProblems(slo, file)) {
                String fix = problem.suggestion().substring(WRITE.length()).replace("], staleAfter", "]\nstaleAfter");
                assertEquals(slo, reader.readPolicy(fix + "\n", "policy.yaml", slo).slo(), () -> why + problem);
            }
        }
        assertTrue(seen.size() >= 6, () -> "the sweep meets every kind of problem, met " + seen);
    }

    private AlertRule pasted(Slo slo, ConfigurationProblem problem) {
        assertTrue(problem.suggestion().startsWith(WRITE), problem.toString());
        String fix = problem.suggestion().substring(WRITE.length()) + "\n";
        return reader.read(configuration(slo, fix), "fixed.yaml").rules().getFirst();
    }

    private Optional<List<ConfigurationProblem>> problems(Slo slo, String alerts) {
        try {
            reader.read(configuration(slo, alerts), "safeguard.yaml");
            return Optional.empty();
        } catch (ConfigurationException refused) {
            return Optional.of(refused.problems());
        }
    }

    private List<ConfigurationProblem> fileProblems(Slo slo, String file) {
        try {
            reader.readPolicy(file, "policy.yaml", slo);
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.problems();
        }
    }

    @Test
    void aPolicyFileIsRefusedForTheSloThatItIsFor() {
        Slo slo = slo("0.9", Duration.ofDays(30), Duration.ofMinutes(1));
        var refused = assertThrows(
                ConfigurationException.class,
                () -> reader.readPolicy(
                        "tiers:\n  - { severity: sev1, budget: 2%, long: 1h }\n", "policy.yaml", slo));

        assertEquals(
                "policy.yaml:2:5: tier sev1 can never fire: its factor 14.4x is not below 10.0x, the most that"
                        + " objective 0.9 lets burn, when every event is bad; write tiers: [{ name: sev1, severity:"
                        + " sev1, respond: page, factor: \"5\", long: 1h, short: 5m }] (SG-C015)",
                refused.problems().getFirst().toString());
    }

    private static String configuration(Slo slo, String alerts) {
        return """
                services:
                  - name: chat
                    slos:
                      - name: chat-answers
                        objective: "%s"
                        period: %s
                        resolution: %s
                        %s"""
                .formatted(slo.objective(), Window.text(slo.period()), Window.text(slo.resolution()), alerts);
    }

    private static String alerts(Random random, Slo slo) {
        StringBuilder text = new StringBuilder("alerts:\n");
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append("          - { severity: sev").append(1 + random.nextInt(3));
            if (random.nextBoolean()) {
                text.append(", name: ").append(List.of("fast", "slow", "null-1").get(random.nextInt(3)));
            }
            switch (random.nextInt(4)) {
                case 0 -> text.append(", budget: ").append(random.nextInt(101)).append('%');
                case 1 ->
                    text.append(", factor: ")
                            .append(1 + random.nextInt(300))
                            .append('/')
                            .append(1 + random.nextInt(30));
                case 2 ->
                    text.append(", factor: ")
                            .append(slo.objective().ceiling().toDecimal(4).toPlainString());
                default -> text.append(", factor: 0.").append(random.nextInt(100));
            }
            text.append(", long: ").append(window(random, slo));
            if (random.nextBoolean()) {
                text.append(", short: ").append(window(random, slo));
            }
            text.append(", minBad: ").append(random.nextInt(20)).append(" }\n");
        }
        return text.toString();
    }

    private static String window(Random random, Slo slo) {
        long resolution = slo.resolution().toSeconds();
        long some = 1 + random.nextLong(3 * slo.period().toSeconds() / 2);
        long whole = Math.ceilDiv(some / (1 + random.nextInt(30)) + 1, resolution) * resolution;
        return Window.text(Duration.ofSeconds(random.nextInt(3) == 0 ? some : whole));
    }

    private static Slo randomSlo(Random random) {
        Duration resolution = List.of(
                        Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofHours(1))
                .get(random.nextInt(4));
        Duration period = List.of(
                        Duration.ofDays(7), Duration.ofDays(28), Duration.ofDays(30), Duration.ofDays(90),
                        resolution.multipliedBy(2 + random.nextInt(3_000)))
                .get(random.nextInt(5));
        return slo(BigDecimal.valueOf(50_000 + random.nextInt(50_000), 5).toPlainString(), period, resolution);
    }

    private static Slo slo(String objective, Duration period, Duration resolution) {
        return new Slo(
                new SloName("chat-answers"), new ServiceName("chat"), "", Objective.of(objective), period, resolution);
    }
}
