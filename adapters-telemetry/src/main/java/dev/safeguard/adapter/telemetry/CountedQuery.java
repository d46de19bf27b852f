package dev.safeguard.adapter.telemetry;

import dev.safeguard.adapter.telemetry.PrometheusAnswer.Series;
import dev.safeguard.application.port.RefusedQueryException;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One of the two queries on its way through the period. What was loaded of a stretch of buckets can be thrown away and
 * loaded again in smaller parts; tallying it moves on.
 */
abstract sealed class CountedQuery {

    /** Beyond this, a {@code double} does not hold every whole number, and Prometheus holds nothing else. */
    private static final BigDecimal LARGEST_EXACT = BigDecimal.valueOf(1L << 53);

    private final PrometheusQueries queries;
    private final Set<String> notices = new LinkedHashSet<>();
    final PrometheusApi api;
    final Duration step;
    private boolean fractions;
    private boolean tooLarge;

    private CountedQuery(PrometheusApi api, PrometheusQueries queries, Duration step) {
        this.api = api;
        this.queries = queries;
        this.step = step;
    }

    static CountedQuery of(String text, PrometheusApi api, PrometheusQueries queries, Duration step) {
        return switch (PromQuery.of(text, step)) {
            case PromQuery.Counter counter -> new Growth(counter, api, queries, step);
            case PromQuery.Expression expression -> new Values(expression, api, queries, step);
        };
    }

    /** The query as it was written. */
    abstract String text();

    /**
     * What is there of the buckets within these seconds, and of a counter the samples that it is to be counted from.
     */
    final List<Series> load(long from, long until) {
        PrometheusAnswer answer = ask(from, until);
        notices.addAll(answer.notices());
        return answer.series();
    }

    abstract PrometheusAnswer ask(long from, long until);

    /** Adds up what was loaded of the buckets within these seconds. */
    abstract Tally tally(List<Series> loaded, Sightings sightings, long from, long until);

    /** The SLO of a series. */
    final String slo(Series series) {
        return queries.by()
                .map(label -> labelled(label, series.labels()))
                .orElseGet(() -> queries.slo().value());
    }

    private String labelled(String label, SortedMap<String, String> labels) {
        String value = labels.getOrDefault(label, "");
        if (value.isEmpty()) {
            throw new RefusedQueryException("the query " + text() + " has results without the label " + label
                    + ", which is to name the SLO: keep it, as in sum by (" + label + ") (…)");
        }
        try {
            return new SloName(value).value();
        } catch (IllegalArgumentException e) {
            throw new RefusedQueryException(
                    "the query " + text() + " cannot be told apart by the label " + label + ": " + e.getMessage());
        }
    }

    final void look(BigDecimal value) {
        fractions |= value.scale() > 0 && value.stripTrailingZeros().scale() > 0;
        tooLarge |= value.abs().compareTo(LARGEST_EXACT) > 0;
    }

    /** What a user should know of the counts. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (fractions) {
            remarks.add("The counts of " + text() + " are estimates: they come in fractions and were rounded once.");
        }
        if (tooLarge) {
            remarks.add("The counts of " + text() + " are estimates: its counters are above 2^53, where Prometheus"
                    + " does not hold every whole number.");
        }
        notices.forEach(notice -> remarks.add("Prometheus on " + text() + ": " + notice));
        return remarks;
    }

    final boolean hasFractions() {
        return fractions;
    }

    /** An expression: its values are the counts. */
    private static final class Values extends CountedQuery {

        private final PromQuery.Expression expression;

        Values(PromQuery.Expression expression, PrometheusApi api, PrometheusQueries queries, Duration step) {
            super(api, queries, step);
            this.expression = expression;
        }

        @Override
        String text() {
            return expression.text();
        }

        @Override
        PrometheusAnswer ask(long from, long until) {
            return api.values(expression.evaluated(), from + step.toSeconds(), until, step);
        }

        @Override
        Tally tally(List<Series> loaded, Sightings sightings, long from, long until) {
            Tally tally = new Tally(Math.toIntExact((until - from) / step.toSeconds()));
            for (Series series : loaded) {
                String slo = slo(series);
                for (int i = 0; i < series.points().size(); i++) {
                    long bucket = (series.points().millis(i) - from * 1000) / step.toMillis() - 1;
                    look(series.points().value(i));
                    tally.add(slo, Math.toIntExact(bucket), series.points().value(i));
                }
            }
            return tally;
        }

        @Override
        List<String> remarks() {
            List<String> remarks = new ArrayList<>();
            if (expression.extrapolated() && !hasFractions()) {
                remarks.add("The counts of " + text()
                        + " are estimates: Prometheus extrapolates a growth to the ends of each bucket.");
            }
            remarks.addAll(super.remarks());
            return remarks;
        }
    }

    /** Counters: each grows from sample to sample, and a fall is a reset, after which it counts from zero. */
    private static final class Growth extends CountedQuery {

        /** A counter falls when a process restarts. One that falls more often than at every tenth sample is none. */
        private static final int RARE = 10;

        private static final int ENOUGH = 20;

        private record Last(long millis, BigDecimal value) {}

        private final Map<SortedMap<String, String>, Last> lasts = new HashMap<>();
        private final PromQuery.Counter counter;
        private long steps;
        private long resets;
        private long longSteps;
        private long silences;
        private long born;
        private Optional<Long> loadedUntil = Optional.empty();

        Growth(PromQuery.Counter counter, PrometheusApi api, PrometheusQueries queries, Duration step) {
            super(api, queries, step);
            this.counter = counter;
        }

        @Override
        String text() {
            return counter.text();
        }

        @Override
        PrometheusAnswer ask(long from, long until) {
            boolean goesOn = loadedUntil.map(end -> end >= from).orElse(false);
            return api.samples(counter.selector(), goesOn ? from : from - lively() / 1000, until);
        }

        @Override
        Tally tally(List<Series> loaded, Sightings sightings, long from, long until) {
            Tally tally = new Tally(Math.toIntExact((until - from) / step.toSeconds()));
            loadedUntil = Optional.of(until);
            for (Series series : loaded) {
                String slo = slo(series);
                Last last = lasts.get(series.labels());
                for (int i = 0; i < series.points().size(); i++) {
                    long millis = series.points().millis(i);
                    if (last != null && millis <= last.millis()) {
                        // The end of the stretch before, which both stretches include.
                        continue;
                    }
                    BigDecimal value = series.points().value(i);
                    look(value);
                    // What a sample adds happened up to its time: at the very end of a bucket it belongs to that
                    // bucket.
                    long bucket = Math.floorDiv(millis - from * 1000 - 1, step.toMillis());
                    if (bucket >= 0 && (last != null || sightings.isNew(series, millis))) {
                        tally.add(slo, Math.toIntExact(bucket), growth(last, millis, value));
                    }
                    last = new Last(millis, value);
                }
                if (last != null) {
                    lasts.put(series.labels(), last);
                }
            }
            if (steps >= ENOUGH && resets > steps / RARE) {
                throw new RefusedQueryException("the query " + text() + " is no counter: it falls at " + resets + " of "
                        + steps + " samples; if its samples are counts themselves, write sum_over_time("
                        + counter.selector() + "[" + PromQuery.WINDOW + "])");
            }
            return tally;
        }

        private BigDecimal growth(@Nullable Last last, long millis, BigDecimal value) {
            if (last == null) {
                born++;
                return value;
            }
            steps++;
            longSteps += millis - last.millis() > step.toMillis() ? 1 : 0;
            silences += millis - last.millis() > lively() ? 1 : 0;
            BigDecimal grown = value.subtract(last.value());
            if (grown.signum() >= 0) {
                return grown;
            }
            resets++;
            return value;
        }

        private static String times(long count) {
            return count == 1 ? "once" : count + " times";
        }

        private long lively() {
            return Math.max(Sightings.LIVELY.toMillis(), step.toMillis());
        }

        @Override
        List<String> remarks() {
            List<String> remarks = new ArrayList<>();
            if (counter.summed()) {
                remarks.add("The sum in " + text() + " was taken here, of what each counter grew by: a sum itself falls"
                        + " when one of its members starts again.");
            }
            if (resets > 0) {
                remarks.add(
                        "Counters of " + text() + " started again " + times(resets) + ", and were counted from zero.");
            }
            if (born > 0) {
                remarks.add(born + " series of " + text()
                        + " began on targets that were watched already, and were counted from zero.");
            }
            if (silences > 0) {
                remarks.add("Counters of " + text() + " were silent " + times(silences) + " for more than "
                        + Window.text(Duration.ofMillis(lively()))
                        + "; what they counted meanwhile is in the first bucket after.");
            }
            if (longSteps > steps / 2) {
                remarks.add("Most samples of " + text() + " are further apart than the buckets of " + Window.text(step)
                        + ", so that many buckets are missing: a longer step suits them.");
            }
            remarks.addAll(super.remarks());
            return remarks;
        }
    }
}
