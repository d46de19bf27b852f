package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.SloName;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Picks one SLO out of a history and keeps its peaks, column by column. */
final class TraceSink implements SampleFeed.Sink {

    private static final int NOBODY = -1;

    private final AlertRule rule;
    private final long from;
    private final long to;
    private final long resolution;
    private final double budget;
    private final long[] good;
    private final long[] total;
    private final long[] worstGood;
    private final long[] worstTotal;
    private final int[] buckets;
    private final double[][] longest;
    private final double[][] shortest;

    private AlertEngine engine;
    private int wanted = NOBODY;

    /** The last bucket told, which may be told again, and counts once time goes on. */
    private long openStart = Long.MIN_VALUE;

    private long openGood;
    private long openTotal;

    TraceSink(AlertRule rule, long from, long to, int columns) {
        this.rule = rule;
        this.from = from;
        this.to = to;
        this.resolution = rule.slo().resolution().toSeconds();
        this.budget = rule.slo().objective().errorBudget().toDecimal(20).doubleValue();
        int tiers = rule.policy().tiers().size();
        this.good = new long[columns];
        this.total = new long[columns];
        this.worstGood = new long[columns];
        this.worstTotal = new long[columns];
        this.buckets = new int[columns];
        this.longest = new double[tiers][columns];
        this.shortest = new double[tiers][columns];
        this.engine = begun();
    }

    private AlertEngine begun() {
        AlertEngine fresh = new AlertEngine(rule, Instant.ofEpochSecond(from));
        int ignored = fresh.watch(rule);
        return fresh;
    }

    @Override
    public void begin(SampleFeed.Order order, Duration newResolution) {
        engine = begun();
        wanted = NOBODY;
        openStart = Long.MIN_VALUE;
        for (int column = 0; column < good.length; column++) {
            good[column] = 0;
            total[column] = 0;
            worstGood[column] = 0;
            worstTotal[column] = 0;
            buckets[column] = 0;
            for (int tier = 0; tier < longest.length; tier++) {
                longest[tier][column] = 0;
                shortest[tier][column] = 0;
            }
        }
    }

    @Override
    public void slo(int number, SloName name) {
        if (name.equals(rule.slo().name())) {
            wanted = number;
        }
    }

    @Override
    public void sample(int slo, long start, long goodEvents, long totalEvents) {
        if (slo != wanted || start < from || start >= to) {
            return;
        }
        if (start != openStart) {
            count();
            closeUntil(start);
            openStart = start;
        }
        openGood = goodEvents;
        openTotal = totalEvents;
        engine.put(0, start, goodEvents, totalEvents);
    }

    Trace trace() {
        count();
        closeUntil(to);
        List<Trace.Column> columns = new ArrayList<>();
        for (int column = 0; column < good.length; column++) {
            List<Trace.Burn> burns = new ArrayList<>();
            for (int tier = 0; tier < longest.length; tier++) {
                burns.add(new Trace.Burn(longest[tier][column], shortest[tier][column]));
            }
            columns.add(new Trace.Column(
                    new EventCounts(good[column], total[column]),
                    buckets[column],
                    new EventCounts(worstGood[column], worstTotal[column]),
                    burns));
        }
        return new Trace(rule, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), columns);
    }

    /** Counts the bucket that was told last, now that it cannot be told again. */
    private void count() {
        if (openStart == Long.MIN_VALUE) {
            return;
        }
        int column = column(openStart);
        good[column] += openGood;
        total[column] += openTotal;
        buckets[column]++;
        boolean isWorst = worstTotal[column] == 0
                || (double) openGood * worstTotal[column] < (double) worstGood[column] * openTotal;
        if (openTotal > 0 && isWorst) {
            worstGood[column] = openGood;
            worstTotal[column] = openTotal;
        }
        openStart = Long.MIN_VALUE;
    }

    private void closeUntil(long until) {
        int steps = 0;
        RollingWindows windows = engine.windows();
        while (windows.boundarySeconds() < until) {
            if (steps++ > windows.longestBuckets() && engine.isEmpty()) {
                engine.skipTo(Instant.ofEpochSecond(until));
                return;
            }
            engine.close(AlertEngine.Listener.NONE);
            keepPeaks(windows, column(windows.boundarySeconds() - resolution));
        }
    }

    private void keepPeaks(RollingWindows windows, int column) {
        List<BurnTier> tiers = rule.policy().tiers();
        for (int tier = 0; tier < tiers.size(); tier++) {
            longest[tier][column] =
                    Math.max(longest[tier][column], burn(windows, tiers.get(tier).longWindow()));
            shortest[tier][column] =
                    Math.max(shortest[tier][column], burn(windows, tiers.get(tier).shortWindow()));
        }
    }

    private double burn(RollingWindows windows, Window window) {
        int index = windows.indexOf(window);
        long events = windows.total(index, 0);
        return events == 0 ? 0 : windows.bad(index, 0) / (events * budget);
    }

    private int column(long start) {
        return (int) Math.min(good.length - 1L, (start - from) * good.length / (to - from));
    }
}
