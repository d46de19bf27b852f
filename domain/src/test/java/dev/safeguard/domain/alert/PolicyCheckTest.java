package dev.safeguard.domain.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.PolicyProblem.Kind;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Window HOUR = Window.ofHours(1);
    private static final Window FIVE_MINUTES = Window.ofMinutes(5);

    @Test
    void everyProblemNamesItsTierByPositionAndName() {
        PolicyCheck check = PolicyCheck.of(
                slo("0.99", MONTH),
                List.of(
                        draft("fast", Severity.SEV1, "100", HOUR, FIVE_MINUTES),
                        draft("slow", Severity.SEV2, "1", FIVE_MINUTES, HOUR),
                        draft("fast", Severity.SEV3, "0.5", Window.ofDays(40), new Window(Duration.ofSeconds(90)))));

        assertEquals(
                List.of(
                        "0 fast UNREACHABLE",
                        "1 slow SHORT_NOT_SHORTER",
                        "1 slow INSIDE_BUDGET",
                        "2 fast DUPLICATE_NAME",
                        "2 fast NO_MULTIPLE_OF_RESOLUTION",
                        "2 fast LONGER_THAN_PERIOD",
                        "2 fast INSIDE_BUDGET"),
                check.problems().stream()
                        .map(problem -> problem.position().orElseThrow() + " "
                                + problem.tier().orElseThrow() + " " + problem.kind())
                        .toList());
        assertEquals(
                Set.of(check.fix()),
                Set.copyOf(check.problems().stream().map(PolicyProblem::fix).toList()),
                "one fix for all of them");
    }

    @Test
    void aFixChangesWhatIsWrongAndNothingElse() {
        AlertPolicy fix = PolicyCheck.of(
                        slo("0.99", MONTH),
                        List.of(
                                draft("unreachable", Severity.SEV1, "100", HOUR, FIVE_MINUTES),
                                draft("fine", Severity.SEV1, "20", Window.ofHours(2), FIVE_MINUTES),
                                draft("inside", Severity.SEV2, "1", HOUR, FIVE_MINUTES),
                                draft("turned-round", Severity.SEV2, "6", FIVE_MINUTES, HOUR),
                                draft("fine", Severity.SEV3, "0.9", Window.ofDays(40), HOUR),
                                draft("cheap", Severity.SEV3, "0.8", HOUR, new Window(Duration.ofSeconds(90)))))
                .fix()
                .orElseThrow();

        assertEquals(
                List.of(
                        tier("unreachable", Severity.SEV1, "14.4", HOUR, FIVE_MINUTES),
                        tier("fine", Severity.SEV1, "20", Window.ofHours(2), FIVE_MINUTES),
                        tier("inside", Severity.SEV2, "2", HOUR, FIVE_MINUTES),
                        tier("turned-round", Severity.SEV2, "6", HOUR, FIVE_MINUTES),
                        tier("fine-2", Severity.SEV3, "0.9", Window.ofDays(30), HOUR),
                        tier("cheap", Severity.SEV3, "1", HOUR, Window.ofMinutes(2))),
                fix.tiers());
    }

    @Test
    void aTierThatStatesItsBudgetKeepsItWhenItsWindowsChange() {
        TierDraft turnedRound = TierDraft.ofBudget(
                "sev1", Severity.SEV1, Ratio.of("0.02"), MONTH, FIVE_MINUTES, HOUR, 10, 0);

        BurnTier fixed = PolicyCheck.of(slo("0.999", MONTH), List.of(turnedRound))
                .fix()
                .orElseThrow()
                .tiers()
                .getFirst();

        assertEquals(Ratio.of("14.4"), fixed.factor());
        assertEquals(HOUR, fixed.longWindow());
        assertEquals(10, fixed.minBad());
    }

    @Test
    void noTiersAreMendedByTheBuiltInOnes() {
        Slo slo = slo("0.99", Duration.ofDays(28));

        PolicyCheck check = PolicyCheck.of(slo, List.of());

        assertEquals(List.of(Kind.NO_TIERS), kinds(check));
        assertEquals(
                AlertPolicy.builtIn(slo.objective(), slo.period()).tiers(),
                check.fix().orElseThrow().tiers());
    }

    @ParameterizedTest
    @CsvSource({
        "P14D,  0.999, NO_CATALOGUE,      28m/3m 14.4, 2h48m/14m 6, 1d9h36m/2h48m 1",
        "P365D, 0.999, NO_CATALOGUE,      12h10m/1h1m 14.4, 3d1h/6h5m 6, 36d12h/3d1h 1",
        "P14D,  0.9,   NO_CATALOGUE,      14m/3m 5, 56m/5m 2.5, 1d9h36m/2h48m 1",
        "P30D,  0.75,  OBJECTIVE_TOO_LOW, 30m/5m 2, 2h/10m 1.75, 3d/6h 1",
        "P30D,  0.5,   OBJECTIVE_TOO_LOW, 30m/5m 1.5, 2h/10m 1.25, 3d/6h 1"
    })
    void whereThereAreNoBuiltInTiersTheirProportionsAreProposed(
            Duration period, String objective, Kind kind, String fast, String slow, String mild) {
        PolicyCheck check = PolicyCheck.ofBuiltIn(slo(objective, period));

        assertEquals(List.of(kind), kinds(check));
        assertEquals(
                List.of(fast, slow, mild),
                check.fix().orElseThrow().tiers().stream()
                        .map(tier -> tier.longWindow() + "/" + tier.shortWindow() + " " + tier.factor())
                        .toList());
    }

    @Test
    void everyBuiltInTierWorksForEveryObjectiveThatHasBuiltInTiers() {
        for (int days : List.of(7, 28, 30, 90)) {
            for (BigDecimal objective = new BigDecimal("0.751");
                    objective.compareTo(BigDecimal.ONE) < 0;
                    objective = objective.add(new BigDecimal("0.001"))) {
                Slo slo = slo(objective.toPlainString(), Duration.ofDays(days));
                assertEquals(List.of(), PolicyCheck.ofBuiltIn(slo).problems(), days + " days at " + objective);
            }
        }
    }

    @Test
    void theTicketOfFourWeeksIsATicketThatMayBeginInsideTheBudget() {
        BurnTier ticket = AlertPolicy.builtIn(Objective.of("0.999"), Duration.ofDays(28))
                .tiers()
                .getLast();

        assertEquals(Ratio.of(14, 15), ticket.factor());
        assertEquals(
                List.of(),
                AlertPolicy.custom(List.of(ticket)).problemsFor(slo("0.999", Duration.ofDays(28))));
    }

    @Test
    void builtInTiersThatTheResolutionDoesNotFitAreMended() {
        Slo slo = slo("0.99", MONTH, Duration.ofMinutes(2));

        PolicyCheck check = PolicyCheck.ofBuiltIn(slo);

        assertEquals(List.of(Kind.NO_MULTIPLE_OF_RESOLUTION), kinds(check));
        assertEquals(
                Window.ofMinutes(6),
                check.fix().orElseThrow().tiers().getFirst().shortWindow());
        UnworkablePolicyException refused =
                assertThrows(UnworkablePolicyException.class, () -> AlertRule.builtIn(slo));
        assertEquals(check, refused.check());
    }

    @Test
    void onlyAPeriodOfASingleBucketHasNoFix() {
        Slo single = slo("0.99", Duration.ofMinutes(1), Duration.ofMinutes(1));
        Slo two = slo("0.99", Duration.ofMinutes(2), Duration.ofMinutes(1));

        assertEquals(Optional.empty(), PolicyCheck.ofBuiltIn(single).fix());
        assertEquals(
                List.of(),
                PolicyCheck.ofBuiltIn(two).fix().orElseThrow().problemsFor(two));
    }

    @Test
    void aRoundedFactorIsNeverShownAsTheBoundItMisses() {
        PolicyCheck check = PolicyCheck.of(
                slo("0.7", MONTH),
                List.of(
                        draft("a", Severity.SEV1, "3.3333334", HOUR, FIVE_MINUTES),
                        draft("b", Severity.SEV3, "0.8999999", HOUR, FIVE_MINUTES)));

        assertEquals(
                List.of(
                        "tier a can never fire: its factor 3.3333334x is not below 3.3333333x, the most that objective"
                                + " 0.7 lets burn, when every event is bad",
                        "tier b would file tickets inside the budget: its factor 0.8999999x is below 0.9x"),
                check.problems().stream().map(PolicyProblem::sentence).toList());
    }

    @Test
    void theTableShowsWhatFollowsFromEachTier() {
        PolicyCheck check = PolicyCheck.of(
                slo("0.99", MONTH),
                List.of(
                        draft("fast", Severity.SEV1, "14.4", HOUR, FIVE_MINUTES),
                        draft("never", Severity.SEV2, "100", HOUR, FIVE_MINUTES),
                        draft("none", Severity.SEV3, "1", FIVE_MINUTES, HOUR)));

        assertEquals(
                """
                these tiers at objective 0.99 over 30d:
                tier   response  windows  factor  ceiling  fires above  at 100 %  at 50 %  at 10 %  budget spent  clears after
                fast   page      1h/5m    14.4x   100.0x   14.4 %       9m        18m      never    2 %           5m
                never  page      1h/5m    100.0x  100.0x   never        never     never    never    -             -
                none   ticket    5m/1h    1.0x    100.0x   -            -         -        -        -             -""",
                String.join("\n", check.table()));
    }

    @ParameterizedTest
    @CsvSource({
        "14.4, 14.4 %", "1.44, 1.44 %", "0.0144, 0.0144 %", "0.00123456, 0.00123 %", "93.33333, 93.33 %", "2, 2 %",
        "0, 0 %", "250, 250 %"
    })
    void sharesKeepThreeSignificantDigits(String percent, String shown) {
        assertEquals(shown, TierTable.percent(Ratio.of(percent).dividedBy(Ratio.of(100, 1))));
    }

    /** Whatever is asked for, what is proposed in its place passes the same check. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyFixWorks(long seed) {
        Random random = new Random(seed);
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        for (int draw = 0; draw < 800; draw++) {
            Slo slo = BadPolicies.slo(random);
            PolicyCheck check = random.nextInt(10) == 0
                    ? PolicyCheck.ofBuiltIn(slo)
                    : PolicyCheck.of(slo, BadPolicies.tiers(random, slo));
            String why = "seed " + seed + ", draw " + draw + ": " + check;
            seen.addAll(kinds(check));
            if (!check.problems().isEmpty()) {
                AlertPolicy fix = check.fix().orElseThrow(() -> new AssertionError("no fix: " + why));
                assertEquals(List.of(), fix.problemsFor(slo), why);
                for (BurnTier tier : fix.tiers()) {
                    assertTrue(new TierFacts(slo, tier).detection(Ratio.ONE).isPresent(), why);
                }
                boolean startsOver = check.tiers().isEmpty() || check.problems().getFirst().position().isEmpty();
                assertEquals(startsOver ? 3 : check.tiers().size(), fix.tiers().size(), why);
            }
            assertTrue(check.table().size() > 2, why);
        }
        assertEquals(EnumSet.allOf(Kind.class), seen, "the sweep meets every kind of problem");
    }

    /** Policies that people might write on a bad day. */
    private static final class BadPolicies {

        static Slo slo(Random random) {
            Duration resolution = pick(random, Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5),
                    Duration.ofMinutes(7), Duration.ofHours(1));
            long buckets = 2 + random.nextLong(5_000);
            Duration period = random.nextBoolean()
                    ? Duration.ofDays(pick(random, 7, 28, 30, 90))
                    : resolution.multipliedBy(buckets);
            boolean fits = period.toSeconds() % resolution.toSeconds() == 0;
            BigDecimal objective = BigDecimal.valueOf(50_000 + random.nextInt(50_000), 5);
            return PolicyCheckTest.slo(
                    objective.toPlainString(), period, fits ? resolution : Duration.ofMinutes(1));
        }

        static List<TierDraft> tiers(Random random, Slo slo) {
            List<TierDraft> tiers = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                Severity severity = pick(random, Severity.values());
                String name = pick(random, severity.word(), "fast", "n".repeat(100));
                Window longer = new Window(Duration.ofSeconds(window(random, slo)));
                Window shorter = new Window(Duration.ofSeconds(window(random, slo)));
                tiers.add(
                        random.nextBoolean()
                                ? TierDraft.ofBudget(
                                        name,
                                        severity,
                                        Ratio.of(random.nextInt(101), 100),
                                        slo.period(),
                                        longer,
                                        shorter,
                                        random.nextInt(20),
                                        random.nextInt(20))
                                : new TierDraft(
                                        name, severity, Optional.empty(), factor(random, slo), longer, shorter,
                                        random.nextInt(20), random.nextInt(20)));
            }
            return tiers;
        }

        private static long window(Random random, Slo slo) {
            long resolution = slo.resolution().toSeconds();
            long some = 1 + random.nextLong(2 * slo.period().toSeconds());
            long whole = Math.ceilDiv(some / (1 + random.nextInt(50)) + 1, resolution) * resolution;
            return random.nextInt(3) == 0 ? some : whole;
        }

        private static Ratio factor(Random random, Slo slo) {
            Ratio ceiling = slo.objective().ceiling();
            return switch (random.nextInt(5)) {
                case 0 -> ceiling;
                case 1 -> ceiling.times(Ratio.of(999_999 + random.nextInt(3), 1_000_000));
                case 2 -> Ratio.of(random.nextInt(12), 10);
                case 3 -> Ratio.of(random.nextInt(100_000), 1 + random.nextInt(1_000));
                default -> Ratio.ONE;
            };
        }

        @SafeVarargs
        private static <T> T pick(Random random, T... values) {
            return values[random.nextInt(values.length)];
        }
    }

    private static List<Kind> kinds(PolicyCheck check) {
        return check.problems().stream().map(PolicyProblem::kind).toList();
    }

    private static TierDraft draft(String name, Severity severity, String factor, Window longer, Window shorter) {
        return new TierDraft(name, severity, Optional.empty(), Ratio.of(factor), longer, shorter, 0, 0);
    }

    private static BurnTier tier(String name, Severity severity, String factor, Window longer, Window shorter) {
        return new BurnTier(name, severity, Ratio.of(factor), longer, shorter, 0, 0);
    }

    private static Slo slo(String objective, Duration period) {
        return slo(objective, period, Duration.ofMinutes(1));
    }

    private static Slo slo(String objective, Duration period, Duration resolution) {
        return new Slo(
                new SloName("chat-answers"),
                new ServiceName("chat"),
                "answers returned successfully",
                Objective.of(objective),
                period,
                resolution);
    }
}
