package dev.safeguard.adapter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read as what it was, to the last digit. */
class PolicyTextTest {

    private static final Duration MONTH = Duration.ofDays(30);

    private final ConfigurationReader reader = new ConfigurationReader(Map.of());

    @Test
    void aTierStatesItsBudgetWhereThatIsADecimalAndElseItsFactor() {
        AlertPolicy policy = AlertPolicy.custom(List.of(
                new BurnTier("fast", Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), 10, 100),
                new BurnTier("slow", Severity.SEV2, Ratio.of("2.5"), Window.ofHours(2), Window.ofMinutes(10), 0, 0),
                new BurnTier("mild", Severity.SEV3, Ratio.of(14, 15), Window.ofHours(7), Window.ofHours(6), 1, 0)));

        assertEquals(
                """
                tiers:
                  - { name: fast, severity: sev1, respond: page, budget: 2%, long: 1h, short: 5m, minBad: 10, minTotal: 100 }
                  - { name: slow, severity: sev2, respond: page, factor: "2.5", long: 2h, short: 10m }
                  - { name: mild, severity: sev3, respond: ticket, factor: "14/15", long: 7h, short: 6h, minBad: 1 }
                """,
                PolicyText.file(policy, MONTH));
        assertEquals(policy, reader.readPolicy(PolicyText.file(policy, MONTH), "policy.yaml", MONTH));
    }

    @ParameterizedTest
    @CsvSource({"7, 0.999", "28, 0.999", "30, 0.99", "90, 0.9999", "7, 0.9", "28, 0.77", "30, 0.83", "90, 0.95"})
    void everyBuiltInPolicyIsReadAsItself(int days, Objective objective) {
        Duration period = Duration.ofDays(days);
        AlertPolicy builtIn = AlertPolicy.builtIn(objective, period);
        Slo slo = slo(objective.toString(), period);

        assertEquals(
                new AlertRule(slo, AlertPolicy.custom(builtIn.tiers())),
                reader.readPolicy(PolicyText.file(builtIn, period), "policy.yaml", slo));
        assertEquals(
                AlertPolicy.custom(builtIn.tiers()),
                reader.readPolicy(PolicyText.line(builtIn, period).replace("], ", "]\n"), "policy.yaml", period));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyPolicyIsReadAsItself(long seed) {
        Random random = new Random(seed);
        for (int draw = 0; draw < 500; draw++) {
            Duration period = Duration.ofMinutes(20_000 + random.nextInt(200_000));
            AlertPolicy policy = policy(random);
            String text = PolicyText.file(policy, period);
            String inLine = "{ " + PolicyText.line(policy, period) + " }\n";

            assertEquals(policy, reader.readPolicy(text, "policy.yaml", period), () -> "seed " + seed + "\n" + text);
            assertEquals(
                    policy, reader.readPolicy(inLine, "policy.yaml", period), () -> "seed " + seed + "\n" + inLine);
        }
    }

    @Test
    void aCoverageThatNoFileCanSayIsRefused() {
        BurnTier tier = new BurnTier("a", Severity.SEV1, Ratio.of(2, 1), Window.ofHours(1), Window.ofMinutes(5), 0, 0);
        AlertPolicy policy = new AlertPolicy(
                AlertPolicy.Kind.CUSTOM,
                List.of(tier),
                Ratio.of(1, 3),
                Duration.ofMinutes(5),
                Duration.ofMinutes(15));

        assertThrows(IllegalArgumentException.class, () -> PolicyText.file(policy, MONTH));
    }

    private static AlertPolicy policy(Random random) {
        List<BurnTier> tiers = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("null", "true", "1", "a/b", "x.y_z-0", "sev1", "Null"));
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int shorter = 1 + random.nextInt(100_000);
            tiers.add(new BurnTier(
                    names.remove(random.nextInt(names.size())),
                    List.of(Severity.SEV1, Severity.SEV2, Severity.SEV3).get(random.nextInt(3)),
                    Ratio.of(501 + random.nextInt(100_000), 1 + random.nextInt(500)),
                    new Window(Duration.ofSeconds(shorter + 1 + random.nextInt(1_000_000))),
                    new Window(Duration.ofSeconds(shorter)),
                    7 * random.nextLong(3),
                    70 * random.nextLong(3)));
        }
        boolean usual = random.nextBoolean();
        return new AlertPolicy(
                AlertPolicy.Kind.CUSTOM,
                tiers,
                usual ? Ratio.of("0.8") : Ratio.of(random.nextInt(1_000), 1_000),
                usual ? Duration.ofMinutes(5) : Duration.ofMillis(random.nextInt(100_000)),
                usual ? Duration.ofMinutes(15) : Duration.ofMinutes(2 + random.nextInt(100)));
    }

    private static Slo slo(String objective, Duration period) {
        return new Slo(
                new SloName("answers"),
                new ServiceName("chat"),
                "",
                Objective.of(objective),
                period,
                Duration.ofMinutes(1));
    }
}
