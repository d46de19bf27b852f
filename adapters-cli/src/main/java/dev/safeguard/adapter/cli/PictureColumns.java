package dev.safeguard.adapter.cli;

import dev.safeguard.application.alert.Trace;
import dev.safeguard.domain.slo.EventCounts;
import java.util.Arrays;
import java.util.List;

/**
 * The columns of a trace as they are seen: where a bucket is wider than a column, the columns it reaches over show what
 * it held, and are no gap.
 */
final class PictureColumns {

    private final List<Trace.Column> columns;
    private final int[] expected;
    private final int[] source;

    PictureColumns(Trace trace) {
        columns = trace.columns();
        int size = columns.size();
        long span = trace.to().getEpochSecond() - trace.from().getEpochSecond();
        long resolution = trace.rule().slo().resolution().toSeconds();
        expected = new int[size];
        source = new int[size];
        for (int column = 0; column < size; column++) {
            expected[column] = (int) (firstBucket(column + 1, span, size, resolution)
                    - firstBucket(column, span, size, resolution));
            source[column] = expected[column] > 0 || column == 0 ? column : source[column - 1];
        }
    }

    /** The first bucket, counted from 0, that begins in this column or after it. */
    private static long firstBucket(int column, long span, int columns, long resolution) {
        return Math.ceilDiv(column * span, columns * resolution);
    }

    int size() {
        return columns.size();
    }

    /** Not one bucket is there. */
    boolean isGap(int column) {
        return columns.get(source[column]).buckets() == 0;
    }

    /** Some buckets are there and some are not. */
    boolean isPartial(int column) {
        return !isGap(column) && columns.get(source[column]).buckets() < expected[source[column]];
    }

    /** The share of good events; not a number where there were none. */
    double share(int column) {
        return share(columns.get(source[column]).events());
    }

    /** The share in the worst bucket, likewise. */
    double worst(int column) {
        return share(columns.get(source[column]).worst());
    }

    private static double share(EventCounts events) {
        return events.isEmpty() ? Double.NaN : (double) events.good() / events.total();
    }

    Trace.Burn burn(int column, int tier) {
        return columns.get(source[column]).burns().get(tier);
    }

    /** The fastest burns of a tier anywhere. */
    Trace.Burn peak(int tier) {
        double longest = 0;
        double shortest = 0;
        for (Trace.Column column : columns) {
            longest = Math.max(longest, column.burns().get(tier).longest());
            shortest = Math.max(shortest, column.burns().get(tier).shortest());
        }
        return new Trace.Burn(longest, shortest);
    }

    /** The lowest share of any bucket; 1 where there is none. */
    double lowest() {
        double lowest = 1;
        for (int column = 0; column < size(); column++) {
            lowest = Double.isNaN(worst(column)) ? lowest : Math.min(lowest, worst(column));
        }
        return lowest;
    }

    /** The share of bad events that only the worst two in a hundred columns exceed. */
    double usualWorstError() {
        double[] errors = new double[size()];
        int count = 0;
        for (int column = 0; column < size(); column++) {
            if (!Double.isNaN(share(column))) {
                errors[count++] = 1 - share(column);
            }
        }
        Arrays.sort(errors, 0, count);
        return count == 0 ? 0 : errors[(int) ((count - 1) * 0.98)];
    }
}
