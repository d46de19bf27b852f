package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.safeguard.domain.slo.BurnRate;
import dev.safeguard.domain.slo.ErrorBudget;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPolicyTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final BurnTier MILD =
            new BurnTier("sev3", Severity.SEV3, Ratio.ONE, Window.ofDays(3), Window.ofHours(6), 1, 0);

    @Nested
    class Catalogue {

        @Test
        void thirtyDaysHaveTheTiersOfTheWorkbook() {
            AlertPolicy policy = AlertPolicy.builtIn(Objective.of("0.999"), MONTH);

            assertEquals(AlertPolicy.Kind.BUILT_IN, policy.kind());
            assertEquals(
                    List.of(
                            builtIn(Severity.SEV1, Ratio.of("14.4"), Window.ofHours(1), Window.ofMinutes(5), 10),
                            builtIn(Severity.SEV2, Ratio.of("6"), Window.ofHours(6), Window.ofMinutes(30), 5),
                            MILD),
                    policy.tiers());
        }

        @Test
        void silenceIsStaleAfterFiveMinutesAndBlindAfterFifteen() {
            AlertPolicy policy = AlertPolicy.builtIn(Objective.of("0.999"), MONTH);

            assertEquals(Ratio.of("0.8"), policy.clearCoverage());
            assertEquals(Duration.ofMinutes(5), policy.staleAfter());
            assertEquals(Duration.ofMinutes(15), policy.blindAfter());
        }

        @ParameterizedTest
        @CsvSource({
            "7,  sev1, 84,  5,  PT1H,  PT5M,  0.10, 10",
            "7,  sev2, 28,  5,  PT6H,  PT30M, 0.20, 5",
            "7,  sev3, 14,  5,  PT24H, PT2H,  0.40, 1",
            "28, sev1, 336, 25, PT1H,  PT5M,  0.02, 10",
            "28, sev2, 28,  5,  PT6H,  PT30M, 0.05, 5",
            "28, sev3, 14,  15, PT72H, PT6H,  0.10, 1",
            "30, sev1, 72,  5,  PT1H,  PT5M,  0.02, 10",
            "30, sev2, 6,   1,  PT6H,  PT30M, 0.05, 5",
            "30, sev3, 1,   1,  PT72H, PT6H,  0.10, 1",
            "90, sev1, 108, 5,  PT1H,  PT5M,  0.01, 10",
            "90, sev2, 54,  5,  PT6H,  PT30M, 0.03, 5",
            "90, sev3, 3,   1,  PT72H, PT6H,  0.10, 1"
        })
        void aFactorIsBudgetFractionTimesPeriodOverLongWindow(
                int days,
                String severity,
                long numerator,
                long denominator,
                Duration longWindow,
                Duration shortWindow,
                String budget,
                long minBad) {
            Duration period = Duration.ofDays(days);
            Objective objective = Objective.of("0.999");
            BurnTier tier = AlertPolicy.builtIn(objective, period).tiers().stream()
                    .filter(candidate -> candidate.name().equals(severity))
                    .findFirst()
                    .orElseThrow();

            assertEquals(Ratio.of(numerator, denominator), tier.factor());
            assertEquals(tier.factor(), BurnTier.factor(Ratio.of(budget), period, tier.longWindow()));
            assertEquals(new Window(longWindow), tier.longWindow());
            assertEquals(new Window(shortWindow), tier.shortWindow());
            assertEquals(Severity.of(severity), tier.severity());
            assertEquals(minBad, tier.minBad());
            assertEquals(0, tier.minTotal());
            assertEquals(
                    Ratio.of(budget),
                    new ErrorBudget(objective, period).spentBy(new BurnRate(tier.factor()), tier.longWindow()));
        }

        @Test
        void theFactorOfAFourWeekTicketIsShownRounded() {
            BurnTier ticket = AlertPolicy.builtIn(Objective.of("0.999"), Duration.ofDays(28))
                    .tiers()
                    .getLast();

            assertEquals("0.9333", ticket.factor().toString());
        }

        @ParameterizedTest
        @CsvSource({"P14D, 14d", "P1D, 1d", "PT36H, 1d12h", "PT720H1S, 30d1s", "P365D, 365d"})
        void otherPeriodsNeedExplicitTiers(Duration period, String text) {
            Objective objective = Objective.of("0.999");

            var refused = assertThrows(IllegalArgumentException.class, () -> AlertPolicy.builtIn(objective, period));

            assertEquals(
                    "there are built-in tiers for periods of 7, 28, 30 and 90 days, not for " + text,
                    refused.getMessage());
        }
    }

    @Nested
    class LowObjective {

        @Test
        void ninetyPerCentPagesAtFiveAndAtTwoAndAHalf() {
            AlertPolicy policy = AlertPolicy.builtIn(Objective.of("0.9"), MONTH);

            assertEquals(AlertPolicy.Kind.LOW_OBJECTIVE, policy.kind());
            assertEquals(
                    List.of(
                            builtIn(Severity.SEV1, Ratio.of("5"), Window.ofMinutes(30), Window.ofMinutes(5), 10),
                            builtIn(Severity.SEV2, Ratio.of("2.5"), Window.ofHours(2), Window.ofMinutes(10), 5),
                            MILD),
                    policy.tiers());
        }

        @ParameterizedTest
        @CsvSource({
            "30, 0.9653, BUILT_IN", "30, 0.9652, LOW_OBJECTIVE",
            "28, 0.9628, BUILT_IN", "28, 0.9627, LOW_OBJECTIVE",
            "7,  0.9703, BUILT_IN", "7,  0.9702, LOW_OBJECTIVE",
            "90, 0.9769, BUILT_IN", "90, 0.9768, LOW_OBJECTIVE"
        })
        void beginsWhereAStandardPageFactorExceedsHalfTheCeiling(int days, Objective objective, AlertPolicy.Kind kind) {
            assertEquals(
                    kind, AlertPolicy.builtIn(objective, Duration.ofDays(days)).kind());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.76", "0.7500000001", "0.8", "0.85", "0.9", "0.96"})
        void everyObjectiveAboveThreeQuartersHasAPolicyThatWorks(String objective) {
            Slo slo = slo(objective);

            assertEquals(List.of(), AlertPolicy.builtIn(slo.objective(), MONTH).problemsFor(slo));
        }

        @ParameterizedTest
        @CsvSource({"0.75, 4.0x", "0.74, 3.85x", "0.5, 2.0x", "0.01, 1.01x"})
        void threeQuartersAndBelowNeedExplicitTiers(Objective objective, String ceiling) {
            var refused = assertThrows(IllegalArgumentException.class, () -> AlertPolicy.builtIn(objective, MONTH));

            assertEquals(
                    "objective " + objective + " is too low for the built-in tiers: at most " + ceiling
                            + " can ever burn, so a quarter of it would page inside the budget",
                    refused.getMessage());
        }
    }

    @Nested
    class Problems {

        @Test
        void aFactorAtTheCeilingCanNeverFire() {
            assertEquals(
                    List.of("tier fast can never fire: its factor 100.0x is not below 100.0x, the most that objective"
                            + " 0.99 lets burn, when every event is bad"),
                    problems(tier("fast", Severity.SEV1, "100")));
            assertEquals(List.of(), problems(tier("fast", Severity.SEV1, "99.999999")));
        }

        @Test
        void aPageInsideTheBudgetIsRefused() {
            assertEquals(
                    List.of("tier slow would page inside the budget: its factor 1.0x is not above 1.0x"),
                    problems(tier("slow", Severity.SEV2, "1")));
            assertEquals(List.of(), problems(tier("slow", Severity.SEV2, "1.000001")));
        }

        @Test
        void aTicketMayBeginALittleInsideTheBudget() {
            assertEquals(
                    List.of("tier mild would file tickets inside the budget: its factor 0.89x is below 0.9x"),
                    problems(tier("mild", Severity.SEV3, "0.89")));
            assertEquals(List.of(), problems(tier("mild", Severity.SEV3, "0.9")));
        }

        @Test
        void aWindowThatIsNoMultipleOfTheResolutionIsRefused() {
            BurnTier misfit = new BurnTier(
                    "odd",
                    Severity.SEV1,
                    Ratio.of("10"),
                    new Window(Duration.ofSeconds(3_601)),
                    new Window(Duration.ofSeconds(90)),
                    0,
                    0);

            assertEquals(
                    List.of(
                            "tier odd: window 1h1s is no multiple of the resolution 1m",
                            "tier odd: window 1m30s is no multiple of the resolution 1m"),
                    problems(misfit));
        }

        @Test
        void aRuleThatCannotWorkIsRefusedWithAllItsReasons() {
            AlertPolicy policy =
                    AlertPolicy.custom(List.of(tier("fast", Severity.SEV1, "101"), tier("slow", Severity.SEV2, "0.5")));
            Slo slo = slo("0.99");

            var refused = assertThrows(IllegalArgumentException.class, () -> new AlertRule(slo, policy));

            assertEquals("SLO chat-answers: " + String.join("; ", sentences(policy, slo)), refused.getMessage());
            assertEquals(2, policy.problemsFor(slo).size());
        }

        private List<String> problems(BurnTier tier) {
            return sentences(AlertPolicy.custom(List.of(tier)), slo("0.99"));
        }

        private static List<String> sentences(AlertPolicy policy, Slo slo) {
            return policy.problemsFor(slo).stream()
                    .map(PolicyProblem::sentence)
                    .toList();
        }
    }

    @Test
    void tiersAreListedMostSevereFirst() {
        AlertPolicy policy = AlertPolicy.custom(
                List.of(tier("c", Severity.SEV3, "1"), tier("a", Severity.SEV1, "10"), tier("b", Severity.SEV2, "5")));

        assertEquals(
                List.of("a", "b", "c"),
                policy.tiers().stream().map(BurnTier::name).toList());
        assertEquals(AlertPolicy.Kind.CUSTOM, policy.kind());
    }

    @Test
    void contradictoryPoliciesAreRefused() {
        BurnTier tier = tier("a", Severity.SEV1, "10");

        var twins = assertThrows(IllegalArgumentException.class, () -> AlertPolicy.custom(List.of(tier, tier)));
        assertEquals("two tiers are named a", twins.getMessage());
        var none = assertThrows(IllegalArgumentException.class, () -> AlertPolicy.custom(List.of()));
        assertEquals("a policy needs at least one tier", none.getMessage());
        var never = assertThrows(
                IllegalArgumentException.class,
                () -> new AlertPolicy(
                        AlertPolicy.Kind.CUSTOM,
                        List.of(tier),
                        Ratio.of("0.8"),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5)));
        assertEquals("staleAfter must be shorter than blindAfter, was 5m and 5m", never.getMessage());
    }

    @Test
    void aRuleNamesTheWindowsItNeeds() {
        AlertRule rule = AlertRule.builtIn(slo("0.99"));

        assertEquals(
                List.of("5m", "30m", "1h", "6h", "3d"),
                rule.windows().stream().map(Window::toString).toList());
        assertEquals(Window.ofMinutes(5), rule.sliWindow());
    }

    private static BurnTier builtIn(
            Severity severity, Ratio factor, Window longWindow, Window shortWindow, long minBad) {
        return new BurnTier(severity.word(), severity, factor, longWindow, shortWindow, minBad, 0);
    }

    private static BurnTier tier(String name, Severity severity, String factor) {
        return new BurnTier(name, severity, Ratio.of(factor), Window.ofHours(1), Window.ofMinutes(5), 0, 0);
    }

    private static Slo slo(String objective) {
        return new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers returned successfully",
                Objective.of(objective),
                MONTH,
                Duration.ofMinutes(1));
    }
}
