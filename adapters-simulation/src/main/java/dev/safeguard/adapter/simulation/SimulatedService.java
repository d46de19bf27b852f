package dev.safeguard.adapter.simulation;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.slo.ErrorBreakdown;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the simulated service measures of itself. Nothing is stored: every minute follows from the world's journal by
 * the {@link Equations}. Thirty healthy days lie behind the start of the world, and nothing is known of what was
 * before.
 */
public final class SimulatedService implements MetricSource {

    static final Duration PAST = Duration.ofDays(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimulatedWorld world;

    public SimulatedService(SimulatedWorld world) {
        this.world = world;
    }

    @Override
    public List<Sample> closedBuckets(SloName slo, Instant from, Instant until) {
        List<Sample> buckets = new ArrayList<>();
        forEach(slo, from, until, (start, minute) -> buckets.add(new Sample(slo, start, minute.counts())));
        return buckets;
    }

    @Override
    public ErrorBreakdown breakdown(SloName slo, Instant from, Instant until) {
        SortedMap<String, Long> errors = new TreeMap<>();
        SortedMap<String, Long> degraded = new TreeMap<>();
        long[] arrivals = new long[1];
        forEach(slo, from, until, (start, minute) -> {
            arrivals[0] += minute.arrivals();
            minute.addErrorsTo(errors);
            minute.addDegradedTo(degraded);
        });
        return new ErrorBreakdown(errors, degraded, arrivals[0]);
    }

    private void forEach(SloName slo, Instant from, Instant until, BiConsumer<Instant, Traffic.Minute> action) {
        Journal journal = world.journal();
        Instant begin = latest(from, journal.startedAt().minus(PAST));
        Instant afterLastClosed = world.now().minus(MINUTE).plusNanos(1);
        Instant end = until.isBefore(afterLastClosed) ? until : afterLastClosed;
        Sli.of(slo).ifPresent(sli -> forEach(journal, sli, begin, end, action));
    }

    /** The minutes that start within the span, oldest first, as they follow from a journal. */
    static void forEach(
            Journal journal, Sli sli, Instant from, Instant until, BiConsumer<Instant, Traffic.Minute> action) {
        Traffic traffic = new Traffic(journal.seed(), sli);
        Conditions conditions = Conditions.HEALTHY;
        Fate fate = sli.fate(conditions);
        for (Instant start = firstMinute(from); start.isBefore(until); start = start.plus(MINUTE)) {
            Conditions inForce = journal.conditionsAt(start);
            if (!inForce.equals(conditions)) {
                conditions = inForce;
                fate = sli.fate(conditions);
            }
            action.accept(start, traffic.minute(start, fate));
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant firstMinute(Instant from) {
        Instant truncated = from.truncatedTo(ChronoUnit.MINUTES);
        return truncated.equals(from) ? truncated : truncated.plus(MINUTE);
    }
}
