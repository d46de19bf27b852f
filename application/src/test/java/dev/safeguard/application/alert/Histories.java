package dev.safeguard.application.alert;

import dev.safeguard.application.testkit.FakeSampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Histories of minutes, a thousand requests in each, from the first midnight of March 2026 on. */
final class Histories {

    static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    static final int DAY = 24 * 60;

    private Histories() {}

    static Instant at(int minute) {
        return MIDNIGHT.plus(Duration.ofMinutes(minute));
    }

    static Slo slo(String name, String objective) {
        return new Slo(
                new SloName(name),
                new ServiceName("chat"),
                "answers",
                Objective.of(objective),
                Duration.ofDays(30),
                Duration.ofMinutes(1));
    }

    /** One SLO of 99.9 % of whose requests this share is bad, by minute. */
    static List<Sample> samples(String slo, int minutes, IntToDoubleFunction bad) {
        List<Sample> samples = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
            long failed = Math.round(1_000 * bad.applyAsDouble(minute));
            samples.add(new Sample(new SloName(slo), at(minute), new EventCounts(1_000 - failed, 1_000)));
        }
        return samples;
    }

    static Replay replay(String slo, int minutes, IntToDoubleFunction bad) {
        return replays(samples(slo, minutes, bad)).getFirst();
    }

    /** Under the built-in policy of 99.9 %. */
    static List<Replay> replays(List<Sample> samples) {
        return new ReplayHistory()
                .replay(
                        new FakeSampleFeed(samples),
                        (name, resolution) -> AlertRule.builtIn(slo(name.value(), "0.999")),
                        ignored -> {})
                .replays();
    }

    static Replay replay(List<Sample> samples, AlertRule like, AlertPolicy policy) {
        AlertRule rule = new AlertRule(like.slo(), policy);
        return new ReplayHistory()
                .replay(new FakeSampleFeed(samples), (name, resolution) -> rule, ignored -> {})
                .replays()
                .getFirst();
    }

    /** Whether the minute is one of so many from there on. */
    static boolean within(int minute, int from, int length) {
        return minute >= from && minute < from + length;
    }
}
