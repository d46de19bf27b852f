package dev.safeguard.application.alert;

import dev.safeguard.application.alert.MemoryFeed.Series;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/**
 * When a tier would have been latched over a history. Tiers are latched each for itself, so what a policy tells follows
 * from the trials of its tiers, and no policy has to be replayed that is made of tiers already tried.
 */
final class TierTrial {

    private final Optional<BurnTier> tier;
    private final int place;

    /** The boundaries at which it is latched and let go, in seconds since 1970; the last may never be. */
    private final long[] on;

    private final long[] off;
    private final boolean[] night;

    private TierTrial(Optional<BurnTier> tier, int place, long[] on, long[] off, boolean[] night) {
        this.tier = tier;
        this.place = place;
        this.on = on;
        this.off = off;
        this.night = night;
    }

    /** What stands for a severity that a policy does not have. */
    static TierTrial none() {
        return new TierTrial(Optional.empty(), 0, new long[] {}, new long[] {}, new boolean[] {});
    }

    /**
     * Tries tiers of one severity, all those of the same windows in one go.
     *
     * @param tried is told now and then how many tiers more are done
     */
    static List<TierTrial> of(
            Series series, Slo slo, AlertPolicy like, List<BurnTier> tiers, ZoneId zone, IntConsumer tried) {
        Map<List<Window>, List<Integer>> byWindows = new LinkedHashMap<>();
        for (int i = 0; i < tiers.size(); i++) {
            List<Window> windows =
                    List.of(tiers.get(i).longWindow(), tiers.get(i).shortWindow());
            byWindows.computeIfAbsent(windows, ignored -> new ArrayList<>()).add(i);
        }
        TierTrial[] trials = new TierTrial[tiers.size()];
        for (List<Integer> places : byWindows.values()) {
            List<AlertRule> rules = places.stream()
                    .map(place -> new AlertRule(slo, PolicyGrid.policy(like, List.of(tiers.get(place)))))
                    .toList();
            Latches latches = new Latches(series, rules);
            latches.run();
            for (int k = 0; k < places.size(); k++) {
                int place = places.get(k);
                trials[place] = latches.trial(k, tiers.get(place), place, zone);
            }
            tried.accept(places.size());
        }
        return List.of(trials);
    }

    Optional<BurnTier> tier() {
        return tier;
    }

    /** Where the tier stands among those that were tried. */
    int place() {
        return place;
    }

    int size() {
        return on.length;
    }

    long on(int latch) {
        return on[latch];
    }

    /** {@link Long#MAX_VALUE} when it is never let go. */
    long off(int latch) {
        return off[latch];
    }

    boolean isNight(int latch) {
        return night[latch];
    }

    /** Whether it is newly latched within these boundaries, both included. */
    boolean rises(long from, long until) {
        int found = Arrays.binarySearch(on, from);
        int next = found < 0 ? -found - 1 : found;
        return next < on.length && on[next] <= until;
    }

    /** Whether it is latched at this boundary. */
    boolean holds(long at) {
        int found = Arrays.binarySearch(on, at);
        int last = found < 0 ? -found - 2 : found;
        return last >= 0 && off[last] > at;
    }

    /** What was known of it at this boundary; nothing that follows changes that. */
    TierTrial until(long boundary) {
        int found = Arrays.binarySearch(on, boundary);
        int size = found < 0 ? -found - 1 : found + 1;
        long[] ends = Arrays.copyOf(off, size);
        for (int i = 0; i < size; i++) {
            ends[i] = ends[i] > boundary ? Long.MAX_VALUE : ends[i];
        }
        return new TierTrial(tier, place, Arrays.copyOf(on, size), ends, Arrays.copyOf(night, size));
    }

    /** Of trials, those that differ from all before them. */
    static List<TierTrial> distinct(List<TierTrial> trials) {
        record Course(LongList on, LongList off) {}
        Map<Course, TierTrial> first = new LinkedHashMap<>();
        trials.forEach(trial -> first.putIfAbsent(new Course(new LongList(trial.on), new LongList(trial.off)), trial));
        return List.copyOf(first.values());
    }

    /** Numbers that are equal when they are. */
    private static final class LongList {
        private final long[] values;

        LongList(long[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LongList list && Arrays.equals(values, list.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /** One engine, in which the same SLO stands once for each tier. */
    private static final class Latches implements AlertEngine.Listener {

        private final Series series;
        private final AlertEngine engine;
        private final long resolution;
        private final LongStream.Builder[] on;
        private final LongStream.Builder[] off;
        private long boundary;

        Latches(Series series, List<AlertRule> rules) {
            this.series = series;
            this.boundary = series.start(0);
            this.resolution = rules.getFirst().slo().resolution().toSeconds();
            this.engine = new AlertEngine(rules.getFirst(), Instant.ofEpochSecond(boundary));
            this.on = new LongStream.Builder[rules.size()];
            this.off = new LongStream.Builder[rules.size()];
            for (AlertRule rule : rules) {
                int number = engine.watch(rule);
                on[number] = LongStream.builder();
                off[number] = LongStream.builder();
            }
        }

        void run() {
            for (int i = 0; i < series.size(); i++) {
                closeUntil(series.start(i));
                for (int tier = 0; tier < on.length; tier++) {
                    engine.put(tier, series.start(i), series.good(i), series.total(i));
                }
            }
            closeUntil(series.start(series.size() - 1) + resolution);
        }

        /** As in {@link ReplayGroup}: where nothing is in any window, there is nothing to decide. */
        private void closeUntil(long until) {
            int steps = 0;
            while (boundary < until) {
                if (steps > engine.windows().longestBuckets() && engine.isEmpty()) {
                    engine.skipTo(Instant.ofEpochSecond(until));
                    boundary = until;
                    return;
                }
                boundary += resolution;
                engine.close(this);
                steps++;
            }
        }

        @Override
        public void firing(int slo, int tier, boolean holds) {}

        @Override
        public void level(int slo, Level before, Level after) {
            (after == Level.OK ? off : on)[slo].add(boundary);
        }

        TierTrial trial(int number, BurnTier tier, int place, ZoneId zone) {
            long[] begins = on[number].build().toArray();
            long[] known = off[number].build().toArray();
            long[] ends = Arrays.copyOf(known, begins.length);
            Arrays.fill(ends, known.length, ends.length, Long.MAX_VALUE);
            boolean[] nights = new boolean[begins.length];
            for (int i = 0; i < begins.length; i++) {
                nights[i] = ReplaySummary.isNight(Instant.ofEpochSecond(begins[i]), zone);
            }
            return new TierTrial(Optional.of(tier), place, begins, ends, nights);
        }
    }
}
