package dev.safeguard.benchmarks;

import dev.safeguard.application.testkit.ReferenceHistory;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.Slo;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.util.List;

/** The reference history in memory, and SLOs to watch it with. */
final class Reference {

    static final int MONTH = 30 * 24 * 60;
    static final long BEGIN = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private Reference() {}

    /** The rule of an SLO of the reference: 99.9 % over 30 days, the built-in tiers without a least count. */
    static AlertRule rule(int slo) {
        Slo reference = new Slo(
                new SloName("s" + slo),
                new ServiceName("reference"),
                "",
                Objective.of("0.999"),
                Slo.DEFAULT_PERIOD,
                Slo.DEFAULT_RESOLUTION);
        List<BurnTier> tiers = AlertPolicy.builtIn(reference.objective(), reference.period()).tiers().stream()
                .map(tier -> new BurnTier(
                        tier.name(), tier.severity(), tier.factor(), tier.longWindow(), tier.shortWindow(), 0, 0))
                .toList();
        return new AlertRule(reference, AlertPolicy.custom(tiers));
    }

    /** An engine that watches the SLOs of these numbers and has decided nothing. */
    static AlertEngine engine(int from, int until) {
        AlertEngine engine = new AlertEngine(rule(from), Instant.ofEpochSecond(BEGIN));
        for (int slo = from; slo < until; slo++) {
            engine.watch(rule(slo));
        }
        return engine;
    }

    /**
     * Minutes of some SLOs, minute by minute.
     *
     * @param bad by day, and then by minute and SLO; 0 where nothing is known
     * @param total likewise; {@link RollingWindows#UNKNOWN} where nothing is known
     */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    record History(int slos, int minutes, int[][] bad, int[][] total) {

        private static final int DAY = 24 * 60;

        /** The first minutes of the SLOs of these numbers. */
        static History of(int from, int until, int minutes) {
            int slos = until - from;
            int days = (minutes + DAY - 1) / DAY;
            int ofDay = Math.min(minutes, DAY) * slos;
            History history = new History(slos, minutes, new int[days][ofDay], new int[days][ofDay]);
            for (int minute = 0; minute < minutes; minute++) {
                for (int slo = 0; slo < slos; slo++) {
                    history.set(slo, minute, ReferenceHistory.minute(from + slo, minute));
                }
            }
            return history;
        }

        private void set(int slo, int minute, long counts) {
            boolean known = counts != ReferenceHistory.ABSENT;
            total[minute / DAY][minute % DAY * slos + slo] = known ? (int) (counts >>> 32) : RollingWindows.UNKNOWN;
            bad[minute / DAY][minute % DAY * slos + slo] = known ? (int) counts : 0;
        }

        /** Puts one minute of all SLOs in, one by one as they come live, and decides. */
        void tick(AlertEngine engine, long start, int minute, AlertEngine.Listener out) {
            int[] badOfDay = bad[minute / DAY];
            int[] totalOfDay = total[minute / DAY];
            int from = minute % DAY * slos;
            for (int slo = 0; slo < slos; slo++) {
                int events = totalOfDay[from + slo];
                if (events != RollingWindows.UNKNOWN) {
                    engine.put(slo, start, events - badOfDay[from + slo], events);
                }
            }
            engine.close(out);
        }

        /** The same in one go, as a replay does. */
        void tickAll(AlertEngine engine, int minute, AlertEngine.Listener out) {
            engine.putAll(bad[minute / DAY], total[minute / DAY], minute % DAY * slos);
            engine.close(out);
        }
    }

    /** Counts what it is told. */
    static final class Counter implements AlertEngine.Listener {

        private long transitions;

        @Override
        public void firing(int slo, int tier, boolean holds) {
            transitions++;
        }

        @Override
        public void level(int slo, Level before, Level after) {}

        long transitions() {
            return transitions;
        }
    }
}
