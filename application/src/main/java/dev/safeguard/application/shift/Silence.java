package dev.safeguard.application.shift;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * A stretch of which it is known beforehand that nothing was measured in it: no bucket of any SLO under watch starts
 * within {@code [from, until)}. Only of the past can that be known.
 */
public record Silence(Instant from, Instant until) {

    private static final Duration WORTH_KNOWING = Duration.ofHours(1);
    private static final Duration AT_A_TIME = Duration.ofDays(30);

    public Silence {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a silence from " + from + " does not end before it begins: " + until);
        }
    }

    /**
     * The silences of more than an hour between the buckets that start within {@code [from, until)}, earliest first.
     *
     * @param source all of whose buckets are closed
     */
    public static List<Silence> in(
            MetricSource source, Collection<SloName> slos, Duration resolution, Instant from, Instant until) {
        List<Silence> silences = new ArrayList<>();
        Instant heard = from;
        for (Instant begin = from; begin.isBefore(until); begin = begin.plus(AT_A_TIME)) {
            Instant end = begin.plus(AT_A_TIME).isBefore(until) ? begin.plus(AT_A_TIME) : until;
            TreeSet<Instant> starts = new TreeSet<>();
            for (SloName slo : slos) {
                source.closedBuckets(slo, begin, end).stream().map(Sample::start).forEach(starts::add);
            }
            for (Instant start : starts) {
                if (Duration.between(heard, start).compareTo(WORTH_KNOWING) > 0) {
                    silences.add(new Silence(heard, start));
                }
                heard = start.plus(resolution);
            }
        }
        return silences;
    }
}
