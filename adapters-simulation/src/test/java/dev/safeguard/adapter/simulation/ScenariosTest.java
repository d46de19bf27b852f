package dev.safeguard.adapter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.adapter.simulation.Scenario.PlannedFault;
import dev.safeguard.application.testkit.FakeClock;
import dev.safeguard.application.testkit.InMemoryWorldStore;
import dev.safeguard.domain.alert.Alert;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.incident.Triage;
import dev.safeguard.domain.runbook.ControlState;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ScenariosTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final FakeClock clock = new FakeClock(NINE);
    private final SimulatedWorld world = SimulatedWorld.create(clock, 7, new InMemoryWorldStore());

    @Test
    void thereAreSevenAndTheFirstIsTheOneToBeginWith() {
        assertEquals(
                List.of(
                        "provider-outage",
                        "vector-store-full",
                        "bad-deploy",
                        "prompt-injection-wave",
                        "cost-spike",
                        "blip",
                        "slow-leak"),
                Scenarios.all().stream().map(Scenario::name).toList());
        assertEquals(Scenarios.all().getLast(), Scenarios.find("slow-leak").orElseThrow());
        assertTrue(Scenarios.find("flood").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everythingInAScenarioFitsTogether(Scenario scenario) {
        SimulatedFlagMitigation mitigation = new SimulatedFlagMitigation(world);
        List<String> symptoms = scenario.symptoms().stream().map(Symptom::name).toList();
        for (Runbook runbook : scenario.runbooks()) {
            assertTrue(symptoms.contains(runbook.symptom()), runbook.name());
            for (Step step : runbook.steps()) {
                assertEquals(mitigation.type(), step.mitigation());
                SimulatedFlagMitigation.With with = mitigation.parameters().read(step.with());
                assertEquals(ControlState.ABSENT, mitigation.inspect(with));
                assertEquals(
                        ControlState.of("on"),
                        mitigation.plan(with, ControlState.ABSENT).desired());
                assertFalse(step.because().isBlank());
            }
        }
        for (Symptom symptom : scenario.symptoms()) {
            assertTrue(new SimulatedFaultInjector(world).faults().contains(symptom.fault()));
            assertTrue(scenario.slos().stream().anyMatch(slo -> slo.name().equals(symptom.slo())));
        }
        for (PlannedFault fault : scenario.faults()) {
            assertTrue(fault.from().compareTo(fault.until()) < 0);
            assertTrue(fault.until().compareTo(scenario.length()) < 0);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void itsErrorsTellOneSymptom(Scenario scenario) {
        Slo slo = scenario.slos().getFirst();
        PlannedFault fault = scenario.faults().getFirst();
        new SimulatedFaultInjector(world).inject(fault.fault(), fault.ratio());
        clock.set(NINE.plus(Duration.ofMinutes(20)));
        ErrorBreakdown kinds = new SimulatedService(world).breakdown(slo.name(), NINE, clock.now());
        assertInstanceOf(Triage.Likely.class, Triage.of(slo.name(), scenario.symptoms(), kinds));
    }

    @Test
    void evidenceOfAnOutage() {
        new SimulatedFaultInjector(world)
                .inject(
                        "provider-outage",
                        Scenarios.all().getFirst().faults().getFirst().ratio());
        clock.set(NINE.plus(Duration.ofMinutes(20)));
        ErrorBreakdown kinds = new SimulatedService(world).breakdown(Sli.CHAT_ANSWERS.sloName(), NINE, clock.now());
        String evidence = Triage.of(
                        Sli.CHAT_ANSWERS.sloName(), Scenarios.all().getFirst().symptoms(), kinds)
                .evidence();
        assertTrue(evidence.startsWith("97 % of ") && evidence.endsWith(" errors are provider-5xx"), evidence);
    }

    /** When tiers first fire while nobody does anything: hardly a matter of the seed, as the physics is the same. */
    @ParameterizedTest
    @CsvSource({
        "provider-outage,       {sev1=10:18}",
        "vector-store-full,     {sev1=10:29}",
        "bad-deploy,            {sev1=10:15}",
        "prompt-injection-wave, {sev1=10:05}",
        "cost-spike,            {sev2=12:57}",
        "blip,                  {}",
        "slow-leak,             {sev3=03:3"
    })
    void tiersFireWhenTheyMust(String name, String expected) {
        for (long seed : new long[] {0, 1, 7, 42, 2026, -5}) {
            String firings = firings(Scenarios.find(name).orElseThrow(), seed).toString();
            assertTrue(firings.startsWith(expected), firings + " with seed " + seed);
        }
    }

    private static Map<String, String> firings(Scenario scenario, long seed) {
        Slo slo = scenario.slos().getFirst();
        AlertRule rule = AlertRule.builtIn(slo);
        FakeClock clock = new FakeClock(NINE);
        SimulatedWorld world = SimulatedWorld.create(clock, seed, new InMemoryWorldStore());
        for (PlannedFault fault : scenario.faults()) {
            clock.set(NINE.plus(fault.from()));
            new SimulatedFaultInjector(world).inject(fault.fault(), fault.ratio());
        }
        clock.set(NINE.plus(scenario.faults().getFirst().until()));
        SimulatedService service = new SimulatedService(world);
        Instant begin = NINE.minus(Duration.ofDays(4));
        AlertEngine engine = new AlertEngine(rule, begin);
        engine.watch(rule);
        Map<String, String> first = new LinkedHashMap<>();
        for (Sample sample : service.closedBuckets(slo.name(), begin, clock.now())) {
            engine.put(
                    0,
                    sample.start().getEpochSecond(),
                    sample.counts().good(),
                    sample.counts().total());
            engine.close(AlertEngine.Listener.NONE);
            Alert alert = engine.alert(0, Optional.of(engine.boundary()));
            alert.highestFiring()
                    .ifPresent(reading -> first.putIfAbsent(
                            reading.tier().severity().word(),
                            engine.boundary().toString().substring(11, 16)));
        }
        return first;
    }

    static List<Scenario> scenarios() {
        return Scenarios.all();
    }
}
