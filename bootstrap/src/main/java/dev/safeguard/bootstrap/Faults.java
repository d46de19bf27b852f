package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.simulation.PlannedChange;
import dev.safeguard.adapter.simulation.Scenario;
import dev.safeguard.adapter.simulation.Scenarios;
import dev.safeguard.adapter.simulation.SimulatedFaultInjector;
import dev.safeguard.adapter.simulation.SimulatedWorld;
import dev.safeguard.application.shift.PlannedFault;
import dev.safeguard.domain.slo.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The faults of a simulated shift: those of its scenario, those the user names, and those an earlier one left. */
final class Faults {

    private Faults() {}

    static void check(Map<String, Ratio> faults, SimulatedWorld world) {
        Set<String> known = new SimulatedFaultInjector(world).faults();
        faults.forEach((fault, ratio) -> {
            if (!known.contains(fault)) {
                throw UsageException.of(
                        Problems.UNKNOWN_FAULT,
                        "the simulated service has no fault \"" + fault + "\"",
                        "choose one of " + String.join(", ", new TreeSet<>(known)));
            }
            if (ratio.compareTo(Ratio.ZERO) < 0 || ratio.isGreaterThan(Ratio.ONE)) {
                throw UsageException.of(
                        Problems.UNKNOWN_FAULT,
                        "the ratio of fault " + fault + " is between 0 and 1, was " + ratio,
                        "give one such as " + fault + "=0.5");
            }
        });
    }

    /** Those of the scenario, each with the ratio that the user gave it, and the user's others at the same time. */
    static List<PlannedFault> of(Scenario scenario, Map<String, Ratio> own, Instant begins) {
        List<PlannedFault> planned = new ArrayList<>();
        Map<String, Ratio> left = new TreeMap<>(own);
        for (Scenario.PlannedFault fault : scenario.faults()) {
            Ratio ratio = Optional.ofNullable(left.remove(fault.fault())).orElse(fault.ratio());
            planned.add(told(fault.fault(), ratio, begins.plus(fault.from()), begins.plus(fault.until())));
        }
        Scenario.PlannedFault schedule = scenario.faults().getFirst();
        left.forEach((fault, ratio) ->
                planned.add(told(fault, ratio, begins.plus(schedule.from()), begins.plus(schedule.until()))));
        return planned;
    }

    /** Those of an earlier shift that it did not live to see the end of; what it had not begun by then is forgotten. */
    static List<PlannedFault> unfinished(SimulatedWorld world, Instant asOf, Instant nextBegins) {
        return world.planned().stream()
                .filter(fault -> fault.until().isAfter(asOf) && fault.from().isBefore(nextBegins))
                .map(fault -> told(fault.fault(), fault.ratio(), fault.from(), fault.until()))
                .toList();
    }

    /** What the world has to remember of them. */
    static List<PlannedChange> toRemember(List<PlannedFault> faults) {
        return faults.stream()
                .map(fault -> new PlannedChange(fault.fault(), fault.ratio(), fault.from(), fault.until()))
                .toList();
    }

    /** In the words of the scenario that is named after it, where the ratio is the one that these are about. */
    private static PlannedFault told(String fault, Ratio ratio, Instant from, Instant until) {
        Optional<Scenario.PlannedFault> known = Scenarios.all().stream()
                .flatMap(scenario -> scenario.faults().stream())
                .filter(planned -> planned.fault().equals(fault))
                .findFirst();
        return new PlannedFault(
                fault,
                ratio,
                from,
                until,
                known.filter(planned -> planned.ratio().equals(ratio))
                        .map(Scenario.PlannedFault::startMessage)
                        .orElse(fault + " begins, ratio " + ratio),
                known.map(Scenario.PlannedFault::endMessage).orElse(fault + " ends"));
    }
}
