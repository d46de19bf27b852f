package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the equations lead to, by plain arithmetic: the SLI before the first and after each further step. */
final class EquationsTest {

    private static final double BASELINE = 0.0003;

    @Test
    void aProviderOutageIsOvercomeByThreeSteps() {
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.PROVIDER_OUTAGE, "0.5"),
                List.of(Flag.FALLBACK, Flag.CACHE, Flag.LOAD_SHEDDING, Flag.STATIC_ANSWERS),
                List.of(0.5, 0.85, 0.95, 1.0, 1.0));
    }

    @Test
    void inAnotherOrderTheSameStepsHelpOtherwise() {
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.PROVIDER_OUTAGE, "0.5"),
                List.of(Flag.LOAD_SHEDDING, Flag.CACHE, Flag.FALLBACK),
                List.of(0.5, 0.5, 0.6, 1.0));
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.PROVIDER_OUTAGE, "0.5"),
                List.of(Flag.STATIC_ANSWERS),
                List.of(0.5, 1.0));
    }

    @Test
    void aRunbookCutShortDoesNotRecover() {
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.PROVIDER_OUTAGE, "0.5"),
                List.of(Flag.FALLBACK, Flag.CACHE),
                List.of(0.5, 0.85, 0.95));
        assertFalse(meets(Sli.CHAT_ANSWERS, 0.95));
    }

    @Test
    void aBiggerOutageNeedsTheLastStep() {
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.PROVIDER_OUTAGE, "0.9"),
                List.of(Flag.FALLBACK, Flag.CACHE, Flag.LOAD_SHEDDING, Flag.STATIC_ANSWERS),
                List.of(0.1, 0.45, 0.63, 0.68, 1.0));
    }

    @Test
    void twoFaultsOfTheProviderAreNotAddedUp() {
        Conditions both = broken(Fault.PROVIDER_OUTAGE, "0.5").with(Fault.BLIP, Ratio.of("0.5"));
        assertSlis(Sli.CHAT_ANSWERS, both, List.of(), List.of(0.25));
    }

    @Test
    void aSlowLeakBurnsFourTimesTheBudgetUntilWorkersAreRecycled() {
        assertSlis(
                Sli.CHAT_ANSWERS,
                broken(Fault.SLOW_LEAK, "0.04"),
                List.of(Flag.MORE_WORKERS, Flag.RECYCLE_WORKERS),
                List.of(0.96, 0.98, 1.0));
    }

    @Test
    void aFullVectorStoreIsOvercomeByThreeSteps() {
        assertSlis(
                Sli.RETRIEVAL_HITS,
                broken(Fault.VECTOR_STORE_FULL, "0.6"),
                List.of(Flag.INGEST_PAUSED, Flag.SERVE_SNAPSHOT, Flag.KEYWORD_SEARCH, Flag.ANSWER_WITHOUT_SOURCES),
                List.of(0.4, 0.52, 0.88, 0.988, 1.0));
        assertTrue(meets(Sli.RETRIEVAL_HITS, 0.988 - BASELINE));
    }

    @Test
    void aBadDeployIsOvercomeByRoutingToThePreviousRelease() {
        assertSlis(
                Sli.RELEASE_ANSWERS,
                broken(Fault.BAD_DEPLOY, "0.3"),
                List.of(Flag.NEW_PROMPT_OFF, Flag.RETRY_ERRORS, Flag.ROUTE_TO_PREVIOUS, Flag.STATIC_ANSWERS),
                List.of(0.7, 0.79, 0.9559, 1.0, 1.0));
    }

    @Test
    void aWaveOfHostilePromptsIsOvercomeByThreeSteps() {
        assertSlis(
                Sli.HOSTILE_PROMPTS_STOPPED,
                broken(Fault.PROMPT_INJECTION_WAVE, "0.8"),
                List.of(Flag.STRICT_FILTER, Flag.SECOND_CLASSIFIER, Flag.BLOCK_PATTERN, Flag.REQUIRE_LOGIN),
                List.of(0.19, 0.59, 0.85, 0.962, 0.962));
        Fate loggedIn = Sli.HOSTILE_PROMPTS_STOPPED.fate(with(Conditions.HEALTHY, Flag.REQUIRE_LOGIN));
        assertEquals(0.9, loggedIn.refusedShare());
    }

    @Test
    void aCostSpikeIsOvercomeByTwoSteps() {
        assertSlis(
                Sli.ANSWERS_UNDER_COST_LIMIT,
                broken(Fault.COST_SPIKE, "0.12"),
                List.of(Flag.CHEAP_MODEL, Flag.CAP_OUTPUT, Flag.TOOLS_OFF, Flag.CACHE),
                List.of(0.88, 0.952, 0.9952, 0.99616, 0.996928));
        assertTrue(meets(Sli.ANSWERS_UNDER_COST_LIMIT, 0.9952 - BASELINE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void noScenarioNeedsNothingAndEachCanBeOvercome(Scenario scenario) {
        Sli sli = Sli.of(scenario.slos().getFirst().name()).orElseThrow();
        Scenario.PlannedFault planned = scenario.faults().getFirst();
        Fault fault = Words.find(Fault.class, planned.fault()).orElseThrow();
        Conditions now = Conditions.HEALTHY.with(fault, planned.ratio());
        assertFalse(meets(sli, sli(sli, now)));
        for (Step step : runbookFor(scenario)) {
            now = with(now, Words.find(Flag.class, step.with().get("flag")).orElseThrow());
        }
        assertTrue(meets(sli, sli(sli, now)));
    }

    @ParameterizedTest
    @EnumSource
    void sharesStayShares(Sli sli) {
        for (Fault fault : Fault.values()) {
            for (String ratio : List.of("0", "0.001", "0.3", "1")) {
                Conditions now = broken(fault, ratio);
                for (Flag flag : Flag.values()) {
                    now = with(now, flag);
                    Fate fate = sli.fate(now);
                    fate.errors().forEach(part -> assertTrue(part.share() >= 0, part.toString()));
                    fate.degraded().forEach(part -> assertTrue(part.share() >= 0 && part.share() <= 1));
                    assertTrue(fate.good() >= -1e-12 && fate.good() <= 1, fate.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFlagThatIsOffWorksLikeOneThatIsNotSet(Flag flag) {
        Conditions broken = Conditions.HEALTHY;
        for (Fault fault : Fault.values()) {
            broken = broken.with(fault, Ratio.of("0.4"));
        }
        for (Sli sli : Sli.values()) {
            assertEquals(sli.fate(broken), sli.fate(broken.with(flag, ControlState.of("off"))));
        }
    }

    @Test
    void whatIsReducedOnPurposeIsTold() {
        Conditions outage = broken(Fault.PROVIDER_OUTAGE, "0.5");
        assertEquals(
                new Fate.Part("shed", 0.125),
                Sli.CHAT_ANSWERS
                        .fate(with(outage, Flag.LOAD_SHEDDING))
                        .refused()
                        .orElseThrow());
        assertEquals(
                List.of(new Fate.Part("static", 0.5)),
                Sli.CHAT_ANSWERS.fate(with(outage, Flag.STATIC_ANSWERS)).degraded());
        assertEquals(
                List.of(new Fate.Part("no-sources", 0.6)),
                Sli.RETRIEVAL_HITS
                        .fate(with(broken(Fault.VECTOR_STORE_FULL, "0.6"), Flag.ANSWER_WITHOUT_SOURCES))
                        .degraded());
        assertEquals(
                List.of(new Fate.Part("cheap-model", 0.4), new Fate.Part("capped", 0.2)),
                Sli.ANSWERS_UNDER_COST_LIMIT
                        .fate(with(with(Conditions.HEALTHY, Flag.CHEAP_MODEL), Flag.CAP_OUTPUT))
                        .degraded());
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    private static List<Step> runbookFor(Scenario scenario) {
        String fault = scenario.faults().getFirst().fault();
        return scenario.runbooks().stream()
                .filter(runbook -> runbook.name().equals(fault.equals("blip") ? "provider-outage" : fault))
                .findFirst()
                .orElseThrow()
                .steps();
    }

    private static void assertSlis(Sli sli, Conditions begin, List<Flag> steps, List<Double> expected) {
        List<Double> slis = new ArrayList<>(List.of(sli(sli, begin)));
        Conditions now = begin;
        for (Flag flag : steps) {
            now = with(now, flag);
            slis.add(sli(sli, now));
        }
        double[] actual = slis.stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < actual.length; i++) {
            assertEquals(expected.get(i), actual[i], BASELINE, Arrays.toString(actual));
        }
    }

    private static double sli(Sli sli, Conditions now) {
        Fate fate = sli.fate(now);
        return fate.good() / (1 - fate.refusedShare());
    }

    private static boolean meets(Sli sli, double value) {
        return value >= sli.slo().objective().value().doubleValue();
    }

    private static Conditions broken(Fault fault, String ratio) {
        return Conditions.HEALTHY.with(fault, Ratio.of(ratio));
    }

    private static Conditions with(Conditions now, Flag flag) {
        return now.with(flag, ControlState.of("on"));
    }
}
