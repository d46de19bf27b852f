package dev.safeguard.adapter.telemetry;

import dev.safeguard.adapter.telemetry.PrometheusAnswer.Series;
import dev.safeguard.adapter.telemetry.PrometheusApi.TooMuchException;
import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.application.port.SampleFeed.Facts;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.application.port.SampleFeed.Sink;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of two queries over a span, asked for stretch by stretch: as many buckets at once as both sides can hold,
 * which shows on the way.
 */
final class PrometheusBuckets {

    /** Prometheus refuses more than 11,000 values of a series at once. */
    private static final int MOST_BUCKETS = 10_000;

    private static final Duration FIRST_STRETCH = Duration.ofDays(1);

    /** With so few samples in an answer, twice as many buckets are not too much. */
    private static final int FEW_SAMPLES = 100_000;

    /** Longer lists are not read. */
    private static final int MOST_NAMED = 10;

    private final PrometheusApi api;
    private final Duration step;
    private final CountedQuery good;
    private final CountedQuery total;
    private final PrometheusSampleFeed.Progress progress;

    private final Sightings sightings = new Sightings();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> goodSeen = new HashSet<>();
    private final SortedMap<String, Long> unmeasured = new TreeMap<>();
    private long width;
    private long most = MOST_BUCKETS;
    private long lookedForGoodUntil;
    private long samples;
    private long cut;
    private long negative;

    private record Stretch(long until, List<Series> good, List<Series> total) {}

    PrometheusBuckets(
            PrometheusApi api, PrometheusQueries queries, Duration step, PrometheusSampleFeed.Progress progress) {
        this.api = api;
        this.step = step;
        this.good = CountedQuery.of(queries.good(), api, queries, step);
        this.total = CountedQuery.of(queries.total(), api, queries, step);
        this.progress = progress;
        this.width = Math.clamp(FIRST_STRETCH.dividedBy(step), 1, MOST_BUCKETS);
    }

    static void checkStep(Duration step) {
        if (step.toSeconds() < 1 || step.toNanosPart() != 0) {
            throw new IllegalArgumentException("a bucket is a positive whole number of seconds long, was " + step);
        }
    }

    /** The first boundary of buckets at or after this instant, in seconds. */
    static long boundaryFrom(Instant instant, Duration step) {
        return Math.ceilDiv(instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0), step.toSeconds())
                * step.toSeconds();
    }

    /** The last boundary of buckets at or before this instant, in seconds. */
    static long boundaryUntil(Instant instant, Duration step) {
        return Math.floorDiv(instant.getEpochSecond(), step.toSeconds()) * step.toSeconds();
    }

    /**
     * Hands out the buckets within these seconds, all multiples of the step.
     *
     * @param goodFrom from when on good events must have been seen for their absence to mean that there are none
     */
    Facts feed(long from, long until, long goodFrom, Sink out) {
        out.begin(Order.BY_TIME, step);
        lookedForGoodUntil = goodFrom;
        for (long start = from; start < until; ) {
            Stretch stretch = load(start, until);
            hand(out, stretch, start, until);
            start = stretch.until();
            progress.reached(Instant.ofEpochSecond(start), api.requests());
        }
        return new Facts(samples, 0, 0, remarks(from, until));
    }

    private Stretch load(long from, long until) {
        long asked = System.nanoTime();
        Stretch stretch = inParts(from, until, end -> new Stretch(end, good.load(from, end), total.load(from, end)));
        boolean quick = System.nanoTime() - asked < api.timeout().toNanos() / 8;
        long seen = size(stretch.good()) + size(stretch.total());
        if (quick && seen < FEW_SAMPLES) {
            width = Math.min(most, 2 * width);
        }
        return stretch;
    }

    /** Asks for as many buckets as the width says, and for half of them as long as that is too much. */
    private <T> T inParts(long from, long until, LongFunction<T> question) {
        while (true) {
            long end = Math.min(until, from + width * step.toSeconds());
            try {
                return question.apply(end);
            } catch (TooMuchException e) {
                long buckets = (end - from) / step.toSeconds();
                if (buckets == 1) {
                    throw new RefusedQueryException("the queries " + good.text() + " and " + total.text()
                            + " are too much for a single bucket: " + e.getMessage() + "; select fewer series");
                }
                width = buckets / 2;
                most = width;
            }
        }
    }

    private void hand(Sink out, Stretch stretch, long from, long until) {
        sightings.note(stretch.total());
        sightings.note(stretch.good());
        Tally totals = total.tally(stretch.total(), sightings, from, stretch.until());
        Tally goods = good.tally(stretch.good(), sightings, from, stretch.until());
        noteGood(stretch.good(), from);
        if (lookedForGoodUntil >= from) {
            lookedForGoodUntil = Math.max(lookedForGoodUntil, stretch.until());
        }
        List<String> slos = List.copyOf(totals.slos());
        for (int bucket = 0; from + bucket * step.toSeconds() < stretch.until(); bucket++) {
            for (String slo : slos) {
                BigDecimal sum = totals.sum(slo, bucket);
                BigDecimal ofGood = goods.sum(slo, bucket);
                if (sum == null) {
                    continue;
                }
                if (ofGood == null && !hasGood(slo, until)) {
                    unmeasured.merge(slo, 1L, Long::sum);
                    continue;
                }
                hand(out, slo, from + bucket * step.toSeconds(), ofGood, sum);
            }
        }
    }

    private void hand(Sink out, String slo, long start, @Nullable BigDecimal goodSum, BigDecimal totalSum) {
        long all = rounded(totalSum, total);
        long ofGood = goodSum == null ? 0 : rounded(goodSum, good);
        cut += ofGood > all ? 1 : 0;
        Integer number = numbers.get(slo);
        if (number == null) {
            number = numbers.size();
            numbers.put(slo, number);
            out.slo(number, new SloName(slo));
        }
        samples++;
        out.sample(number, start, Math.min(ofGood, all), all);
    }

    private long rounded(BigDecimal sum, CountedQuery query) {
        if (sum.signum() < 0) {
            negative++;
            return 0;
        }
        BigDecimal whole = sum.setScale(0, RoundingMode.HALF_UP);
        if (whole.compareTo(BigDecimal.valueOf(Sample.MAX_TOTAL)) > 0) {
            throw new RefusedQueryException("the query " + query.text() + " has " + whole.toBigInteger()
                    + " events in one bucket, more than " + Sample.MAX_TOTAL + ": does it count events?");
        }
        return whole.longValueExact();
    }

    /** Whether there was a good event's series at any time; looks ahead for it, once, when it did not come yet. */
    private boolean hasGood(String slo, long until) {
        while (!goodSeen.contains(slo) && lookedForGoodUntil < until) {
            long from = lookedForGoodUntil;
            lookedForGoodUntil = inParts(from, until, end -> {
                noteGood(good.load(from, end), from);
                return end;
            });
        }
        return goodSeen.contains(slo);
    }

    private void noteGood(List<Series> loaded, long from) {
        for (Series series : loaded) {
            int size = series.points().size();
            if (size > 0 && series.points().millis(size - 1) > from * 1000) {
                goodSeen.add(good.slo(series));
            }
        }
    }

    private static long size(List<Series> loaded) {
        return loaded.stream().mapToLong(series -> series.points().size()).sum();
    }

    private List<String> remarks(long from, long until) {
        List<String> remarks = new ArrayList<>();
        String span = "between " + Instant.ofEpochSecond(from) + " and " + Instant.ofEpochSecond(until);
        if (samples == 0 && unmeasured.isEmpty()) {
            remarks.add("Nothing was measured: " + total.text() + " has no value for any bucket " + span + ".");
        }
        unmeasured.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(entry -> remarks.add(entry.getKey()
                        + " is unmeasured: " + good.text() + " was never there " + span + ", while " + total.text()
                        + " was in "
                        + buckets(entry.getValue()) + ". That may be a wrong query as well as an outage."));
        if (unmeasured.size() > MOST_NAMED) {
            remarks.add((unmeasured.size() - MOST_NAMED) + " more SLOs are unmeasured for the same reason.");
        }
        remarks.addAll(total.remarks());
        if (!good.text().equals(total.text())) {
            remarks.addAll(good.remarks());
        }
        if (cut > 0) {
            remarks.add(
                    "In " + buckets(cut) + " there were more good events than events, and the good were cut to those.");
        }
        if (negative > 0) {
            remarks.add(negative + " counts were below zero, and taken as zero.");
        }
        return remarks;
    }

    private static String buckets(long count) {
        return count + (count == 1 ? " bucket" : " buckets");
    }
}
