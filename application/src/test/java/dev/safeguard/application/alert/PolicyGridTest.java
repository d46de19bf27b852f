package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyGridTest {

    @ParameterizedTest
    @CsvSource({"0.999, 30, 1", "0.99, 28, 1", "0.8, 30, 1", "0.99, 7, 5", "0.9995, 90, 1"})
    void everyTierCanWorkAndThePresentOneComesFirst(String objective, int days, int minutes) {
        AlertRule rule = rule(objective, days, minutes);
        PolicyGrid grid = PolicyGrid.around(rule);

        for (BurnTier present : rule.policy().tiers()) {
            List<BurnTier> tiers = grid.of(present.severity());
            assertEquals(present, tiers.getFirst());
            assertEquals(tiers.size(), new HashSet<>(tiers).size());
            assertTrue(tiers.size() > 30, present + " has " + tiers.size());
            for (BurnTier tier : tiers) {
                assertEquals(List.of(), AlertPolicy.custom(List.of(tier)).problemsFor(rule.slo()));
                // Factors are rounded to two places.
                Ratio most = budget(present).times(Ratio.of("4.01"));
                assertFalse(budget(tier).isGreaterThan(most), tier::toString);
            }
        }
        assertEquals(grid.sev1().size() + grid.sev2().size() + grid.sev3().size(), grid.tiers());
        assertEquals((long) grid.sev1().size() * grid.sev2().size() * grid.sev3().size(), grid.policies());
    }

    @Test
    void theFactorOfTicketsNeverRises() {
        for (BurnTier tier : PolicyGrid.around(rule("0.999", 30, 1)).sev3()) {
            assertFalse(tier.factor().isGreaterThan(Ratio.ONE), tier::toString);
        }
    }

    @Test
    void aSeverityThatThePresentPolicyLacksStaysAway() {
        AlertRule full = rule("0.999", 30, 1);
        List<BurnTier> pages = full.policy().tiers().stream()
                .filter(tier -> tier.severity() != Severity.SEV2)
                .toList();
        PolicyGrid grid = PolicyGrid.around(new AlertRule(full.slo(), AlertPolicy.custom(pages)));

        assertEquals(List.of(), grid.sev2());
        assertEquals((long) grid.sev1().size() * grid.sev3().size(), grid.policies());
    }

    /** Factor times long window, which is the budget times the period. */
    private static Ratio budget(BurnTier tier) {
        return tier.factor().times(Ratio.of(tier.longWindow().length().toSeconds(), 1));
    }

    private static AlertRule rule(String objective, int days, int minutes) {
        return AlertRule.builtIn(new Slo(
                new SloName("chat"),
                new ServiceName("chat"),
                "answers",
                Objective.of(objective),
                Duration.ofDays(days),
                Duration.ofMinutes(minutes)));
    }
}
