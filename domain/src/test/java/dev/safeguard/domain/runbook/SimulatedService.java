package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A service with a control surface, a clock, and the smallest physics there is: how many of 100 requests are good
 * depends on which switches are on when a minute begins.
 */
final class SimulatedService {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final ControlState ON = ControlState.of("on");

    static final Slo SLO = new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers",
            Objective.of("0.99"),
            Duration.ofDays(30),
            Duration.ofMinutes(1));

    /** How many of 100 requests are good while these switches are on. */
    interface Physics {
        int percentGood(Set<String> on);
    }

    Instant now = NOON;

    /** Requests a minute; a negative number is a source that delivers nothing. */
    long traffic = 1_000;

    /** What calls of these steps come to, where it is not a plain success. */
    final Map<String, Observation> accidents = new HashMap<>();

    /** The keys of the calls that reached each switch, in order. */
    final Map<String, List<String>> keys = new LinkedHashMap<>();

    /** Everything it was asked. */
    final List<Command> commands = new ArrayList<>();

    private final Physics physics;
    private final Map<String, ControlState> surface = new HashMap<>();
    private final TreeMap<Instant, Set<String>> switchedOn = new TreeMap<>(Map.of(Instant.MIN, Set.of()));

    SimulatedService(Physics physics) {
        this.physics = physics;
    }

    static Step step(String name) {
        return new Step(name, "switch", new TreeMap<>(Map.of("value", "on")), "");
    }

    ControlState state(String step) {
        return surface.getOrDefault(step, ControlState.ABSENT);
    }

    void set(String step, ControlState state) {
        surface.put(step, state);
        switchedOn.put(
                now,
                surface.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(ON))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** Executes one command; waiting is the driver's. */
    Observation execute(Command command) {
        commands.add(command);
        return switch (command) {
            case Command.Measure(Instant from, Instant until) -> new Observation.Measured(buckets(from, until), until);
            case Command.Inspect(int ignored, Step step) ->
                Optional.ofNullable(accidents.get(step.name()))
                        .filter(Observation.Unplannable.class::isInstance)
                        .orElseGet(() -> new Observation.Planned(
                                new MitigationPlan(state(step.name()), ON, "switch " + step.name() + " on")));
            case Command.Call call -> call(call);
            case Command.Recheck recheck ->
                new Observation.Found(state(recheck.step().name()));
            case Command.Await await -> throw new AssertionError("not a command to execute: " + await);
            case Command.Done done -> throw new AssertionError("not a command to execute: " + done);
        };
    }

    private Observation call(Command.Call call) {
        String name = call.step().name();
        Observation outcome = accidents.getOrDefault(name, new Observation.Applied());
        if (outcome instanceof Observation.Applied) {
            keys.computeIfAbsent(name, ignored -> new ArrayList<>()).add(call.key());
            set(name, call.plan().desired());
        }
        return outcome;
    }

    private List<Sample> buckets(Instant from, Instant until) {
        List<Sample> buckets = new ArrayList<>();
        for (Instant start = from; start.isBefore(until) && traffic >= 0; start = start.plusSeconds(60)) {
            if (!start.plusSeconds(60).isAfter(now)) {
                long good = traffic
                        * physics.percentGood(switchedOn.floorEntry(start).getValue())
                        / 100;
                buckets.add(new Sample(SLO.name(), start, new EventCounts(good, traffic)));
            }
        }
        return buckets;
    }

    /** The names of the steps that were called, in order. */
    List<String> called() {
        return commands.stream()
                .filter(Command.Call.class::isInstance)
                .map(Command.Call.class::cast)
                .map(call -> call.direction().word() + " " + call.step().name())
                .toList();
    }

    /** Drives a run to its end. */
    RunbookRun finish(RunbookRun run) {
        RunbookRun driven = run;
        for (int turn = 0; turn < 1_000; turn++) {
            Command command = driven.next(now);
            switch (command) {
                case Command.Done ignored -> {
                    return driven;
                }
                case Command.Await(Instant until) -> wait(until);
                case Command.Measure ignored -> driven = driven.after(execute(command), now);
                case Command.Inspect ignored -> driven = driven.after(execute(command), now);
                case Command.Call ignored -> driven = driven.after(execute(command), now);
                case Command.Recheck ignored -> driven = driven.after(execute(command), now);
            }
        }
        throw new AssertionError("it does not come to an end: " + driven);
    }

    /** Drives a reversal to its end. */
    Reversal finish(Reversal reversal) {
        Reversal driven = reversal;
        for (int turn = 0; turn < 1_000; turn++) {
            Command command = driven.next(now);
            switch (command) {
                case Command.Done ignored -> {
                    return driven;
                }
                case Command.Await(Instant until) -> wait(until);
                case Command.Measure ignored -> driven = driven.after(execute(command), now);
                case Command.Inspect ignored -> driven = driven.after(execute(command), now);
                case Command.Call ignored -> driven = driven.after(execute(command), now);
                case Command.Recheck ignored -> driven = driven.after(execute(command), now);
            }
        }
        throw new AssertionError("it does not come to an end: " + driven);
    }

    void wait(Instant until) {
        if (!until.isAfter(now)) {
            throw new AssertionError("waiting until " + until + " at " + now + " would never end");
        }
        now = until;
    }
}
