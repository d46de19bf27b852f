package dev.safeguard.application.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.safeguard.application.port.AlertStore;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Freshness;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link AlertStore} guarantees. */
public abstract class AlertStoreContract extends PersistenceContract {

    private static final SloName SLO = Examples.slo().name();

    @Test
    void aRuleComesBackAsItWas() {
        saveRule(Examples.rule());
        assertEquals(Optional.of(Examples.rule()), findRule("assistant/availability"));
        assertEquals(Optional.empty(), findRule("unknown"));
    }

    @Test
    void ratiosAndOddLengthsOfARuleAreKeptExactly() {
        Slo slo = new Slo(
                new SloName("odd"),
                Examples.SERVICE,
                "answers \"in time\", ölçülen — ☃\nsecond line",
                Objective.of("0.123456789012345678"),
                Duration.ofDays(28),
                Duration.ofSeconds(10));
        AlertPolicy policy = new AlertPolicy(
                AlertPolicy.Kind.CUSTOM,
                List.of(new BurnTier(
                        "third",
                        Severity.SEV3,
                        Ratio.of(14, 15),
                        Window.ofDays(1),
                        Window.ofHours(2),
                        Long.MAX_VALUE,
                        7)),
                Ratio.of(2, 3),
                Duration.ofSeconds(90),
                Duration.ofMillis(90_001));
        AlertRule rule = new AlertRule(slo, policy);
        saveRule(rule);
        assertEquals(Optional.of(rule), findRule("odd"));
    }

    @Test
    void everyKindOfPolicyIsKept() {
        AlertRule low = AlertRule.builtIn(new Slo(
                new SloName("low"),
                Examples.SERVICE,
                "",
                Objective.of("0.9"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION));
        assertEquals(AlertPolicy.Kind.LOW_OBJECTIVE, low.policy().kind());
        saveRule(low);
        assertEquals(Optional.of(low), findRule("low"));
    }

    @Test
    void aRuleReplacesTheOneOfTheSameSlo() {
        Slo stricter = new Slo(
                SLO, Examples.SERVICE, "", Objective.of("0.999"), Slo.DEFAULT_PERIOD, Slo.DEFAULT_RESOLUTION);
        saveRule(Examples.rule());
        saveRule(AlertRule.builtIn(stricter));
        assertEquals(List.of(AlertRule.builtIn(stricter)), read(stores -> stores.alerts().rules()));
    }

    @Test
    void rulesComeByName() {
        AlertRule a = AlertRule.builtIn(Examples.slo(Examples.SERVICE, "a"));
        AlertRule b = AlertRule.builtIn(Examples.slo(Examples.SERVICE, "b"));
        AlertRule upper = AlertRule.builtIn(Examples.slo(Examples.SERVICE, "Z"));
        saveRule(b);
        saveRule(upper);
        saveRule(a);
        assertEquals(List.of(upper, a, b), read(stores -> stores.alerts().rules()));
    }

    @ParameterizedTest
    @EnumSource
    void aStateOfEveryFreshnessComesBackAsItWas(Freshness freshness) {
        AlertState calm = new AlertState(
                SLO, Level.OK, new TreeSet<>(), freshness, Examples.NOW, Examples.NOW.plusMillis(1));
        save(calm);
        assertEquals(Optional.of(calm), find(SLO));
    }

    @ParameterizedTest
    @EnumSource(names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void aStateOfEveryLevelReplacesTheOneBefore(Level level) {
        AlertState firing = new AlertState(
                SLO,
                level,
                new TreeSet<>(List.of("sev2", "a tier, \"quoted\"")),
                Freshness.FRESH,
                Examples.NOW,
                Examples.NOW);
        save(AlertState.initial(SLO, Examples.NOW));
        save(firing);
        assertEquals(Optional.of(firing), find(SLO));
    }

    @Test
    void aRuleWithoutAStateHasNone() {
        saveRule(Examples.rule());
        assertEquals(Optional.empty(), find(SLO));
    }

    @Test
    void instantsAreKeptToTheMillisecond() {
        Instant fine = Instant.parse("2026-03-02T10:18:00.123999999Z");
        Instant kept = Instant.parse("2026-03-02T10:18:00.123Z");
        save(AlertState.initial(SLO, fine));
        assertEquals(Optional.of(AlertState.initial(SLO, kept)), find(SLO));
    }

    private void saveRule(AlertRule rule) {
        write(stores -> stores.alerts().saveRule(rule));
    }

    private Optional<AlertRule> findRule(String slo) {
        return read(stores -> stores.alerts().findRule(new SloName(slo)));
    }

    private void save(AlertState state) {
        write(stores -> stores.alerts().save(state));
    }

    private Optional<AlertState> find(SloName slo) {
        return read(stores -> stores.alerts().find(slo));
    }
}
