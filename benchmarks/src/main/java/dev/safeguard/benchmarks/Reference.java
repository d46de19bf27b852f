package dev.safeguard.benchmarks;

import dev.safeguard.application.testkit.ReferenceHistory;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.Objective;
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

    /** Minutes of these SLOs, minute by minute: total and bad of each, total -1 where nothing is known. */
    static int[][] history(int from, int until, int minutes) {
        int[][] history = new int[minutes][2 * (until - from)];
        for (int minute = 0; minute < minutes; minute++) {
            for (int slo = from; slo < until; slo++) {
                long counts = ReferenceHistory.minute(slo, minute);
                int at = 2 * (slo - from);
                history[minute][at] = counts == ReferenceHistory.ABSENT ? -1 : (int) (counts >>> 32);
                history[minute][at + 1] = counts == ReferenceHistory.ABSENT ? 0 : (int) counts;
            }
        }
        return history;
    }

    /** Puts one minute of all SLOs in, and decides. */
    static void tick(AlertEngine engine, long start, int[] counts, AlertEngine.Listener out) {
        int slos = engine.size();
        for (int slo = 0; slo < slos; slo++) {
            int total = counts[2 * slo];
            if (total >= 0) {
                engine.put(slo, start, total - counts[2 * slo + 1], total);
            }
        }
        engine.close(out);
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
