package dev.safeguard.adapter.telemetry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Rows kept in memory, to be handed out in another order: some sixteen bytes each, four more while that is done. */
final class CollectedRows implements RowSink {

    private final Column slos = new Column();
    private final Column starts = new Column();
    private final Column good = new Column();
    private final Column total = new Column();
    private int slosSeen;

    /** Rows mostly stand on neighbouring lines: a mark is a row that does not stand on the line after the last one. */
    private final Column markedRows = new Column();

    private final Column markedPlaces = new Column();
    private long lastPlace = Long.MIN_VALUE;

    @Override
    public boolean row(int slo, long start, long goodEvents, long totalEvents, long place) {
        if (place != lastPlace + 1) {
            markedRows.add(slos.size());
            markedPlaces.add(place);
        }
        lastPlace = place;
        slos.add(slo);
        starts.add(start);
        good.add(goodEvents);
        total.add(totalEvents);
        slosSeen = Math.max(slosSeen, slo + 1);
        return true;
    }

    int size() {
        return slos.size();
    }

    /** One more than the highest number of an SLO. */
    int slos() {
        return slosSeen;
    }

    /** Hands all of them out in the order in which they came, as long as more is wanted. */
    boolean inTheOrderTheyCame(RowSink out) {
        for (int row = 0; row < size(); row++) {
            if (!handOut(row, out)) {
                return false;
            }
        }
        return true;
    }

    /** Orders all of them by SLO, then by start, then as they came, to be handed out any number of times. */
    Sorted sorted() {
        int[] begins = new int[slosSeen + 1];
        for (int row = 0; row < size(); row++) {
            begins[(int) slos.get(row) + 1]++;
        }
        for (int slo = 0; slo < slosSeen; slo++) {
            begins[slo + 1] += begins[slo];
        }
        int[] order = new int[size()];
        int[] next = begins.clone();
        for (int row = 0; row < size(); row++) {
            order[next[(int) slos.get(row)]++] = row;
        }
        for (int slo = 0; slo < slosSeen; slo++) {
            sort(order, begins[slo], begins[slo + 1]);
        }
        return new Sorted(order);
    }

    /** The rows in their own order. */
    final class Sorted {

        private final int[] order;

        private Sorted(int[] order) {
            this.order = order;
        }

        void handOut(RowSink out) {
            for (int row : order) {
                if (!CollectedRows.this.handOut(row, out)) {
                    return;
                }
            }
        }
    }

    private boolean handOut(int row, RowSink out) {
        return out.row((int) slos.get(row), starts.get(row), good.get(row), total.get(row), place(row));
    }

    private long place(int row) {
        int low = 0;
        int high = markedRows.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (markedRows.get(middle) <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return markedPlaces.get(low) + row - markedRows.get(low);
    }

    /** Sorts a stretch of rows by their starts; rows come in with those that came first in front. */
    private void sort(int[] order, int from, int to) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        boolean sorted = true;
        for (int i = from; i < to; i++) {
            long start = starts.get(order[i]);
            sorted &= start >= latest;
            earliest = Math.min(earliest, start);
            latest = Math.max(latest, start);
        }
        if (sorted) {
            return;
        }
        if (latest - earliest <= Integer.MAX_VALUE) {
            long[] keys = new long[to - from];
            for (int i = from; i < to; i++) {
                keys[i - from] = (starts.get(order[i]) - earliest) << Integer.SIZE | order[i];
            }
            Arrays.sort(keys);
            for (int i = from; i < to; i++) {
                order[i] = (int) keys[i - from];
            }
        } else {
            int[] far = IntStream.range(from, to)
                    .map(i -> order[i])
                    .boxed()
                    .sorted(Comparator.comparingLong(starts::get))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(far, 0, order, from, far.length);
        }
    }
}
