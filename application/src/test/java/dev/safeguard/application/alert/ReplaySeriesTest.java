package dev.safeguard.application.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplaySeriesTest {

    private static final long MINUTE = 60;
    private static final int COLUMNS = 3;
    private static final int COLUMN = 1;

    private static final AlertRule RULE = AlertRule.builtIn(new Slo(
            new SloName("chat-answers"),
            new ServiceName("chat"),
            "answers",
            Objective.of("0.999"),
            Slo.DEFAULT_PERIOD,
            Slo.DEFAULT_RESOLUTION));

    /** Gaps, buckets told again, counts beyond 31 bits; one by one and many together. */
    @Test
    void tellsAgainWhatItWasToldStretchByStretch() {
        ReplaySeries series = new ReplaySeries(RULE, MINUTE);
        int wide = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            series.begin(RULE);
            NavigableMap<Long, EventCounts> expected = fill(series, random);

            assertEquals(expected.firstKey(), series.nextStart());
            assertEquals(expected.lastKey(), series.newestStart());
            Told told = tellAll(series);
            assertEquals(expected, told.buckets, "seed " + seed);
            assertEquals(ReplaySeries.NO_MORE, series.nextStart());
            wide += told.wide;
        }
        assertTrue(wide > 100, "only " + wide + " counts beyond 31 bits were told");
    }

    private static NavigableMap<Long, EventCounts> fill(ReplaySeries series, Random random) {
        NavigableMap<Long, EventCounts> expected = new TreeMap<>();
        long start = random.nextInt(1_000) * MINUTE;
        for (int chunk = 0; chunk < 40; chunk++) {
            int count = random.nextInt(30);
            long[] starts = new long[count];
            long[] good = new long[count];
            long[] total = new long[count];
            for (int i = 0; i < count; i++) {
                start += random.nextInt(12) > 0 ? MINUTE : random.nextInt(200) * MINUTE;
                starts[i] = start;
                total[i] = chunk % 3 > 0 || random.nextInt(9) > 0 ? random.nextInt(1_000) : 1L << 40;
                good[i] = total[i] - random.nextInt((int) Math.min(total[i], 900) + 1);
                expected.put(start, new EventCounts(good[i], total[i]));
            }
            if (random.nextBoolean()) {
                series.add(count, starts, good, total);
            } else {
                for (int i = 0; i < count; i++) {
                    series.add(starts[i], good[i], total[i]);
                }
            }
        }
        return expected;
    }

    private static Told tellAll(ReplaySeries series) {
        Told told = new Told();
        ReplayBlock block = new ReplayBlock(COLUMNS, MINUTE);
        for (long begin = series.nextStart(); begin != ReplaySeries.NO_MORE; begin = series.nextStart()) {
            block.begin(begin);
            series.tell(block, COLUMN);
            block.handOut(told);
        }
        return told;
    }

    private static final class Told implements ReplayBlock.Rows {

        private final NavigableMap<Long, EventCounts> buckets = new TreeMap<>();
        private int wide;

        @Override
        public void putAll(long start, int[] bad, int[] total, int from) {
            assertTrue(buckets.isEmpty() || buckets.lastKey() < start, "a row of " + start + " after a later one");
            int events = total[from + COLUMN];
            buckets.put(start, new EventCounts(Math.max(events, 0) - bad[from + COLUMN], Math.max(events, 0)));
            assertEquals(RollingWindows.UNKNOWN, total[from], "a neighbour was written to");
            assertEquals(RollingWindows.UNKNOWN, total[from + 2], "a neighbour was written to");
        }

        @Override
        public void put(int slo, long start, long good, long total) {
            assertEquals(COLUMN, slo);
            assertEquals(EventCounts.NONE, buckets.put(start, new EventCounts(good, total)));
            wide++;
        }
    }
}
