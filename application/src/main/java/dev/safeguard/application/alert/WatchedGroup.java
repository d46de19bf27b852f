package dev.safeguard.application.alert;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.RollingPeriods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The SLOs being watched whose windows have the same lengths, and who therefore share an engine. */
final class WatchedGroup {

    private final AlertEngine engine;
    private final RollingPeriods periods;
    private final Duration period;
    private final Duration resolution;
    private final List<WatchedSlo> slos = new ArrayList<>();

    /** A group for this rule, the first boundary to evaluate being the last one that is not after {@code now}. */
    WatchedGroup(AlertRule like, Instant now) {
        this.period = like.slo().period();
        this.resolution = like.slo().resolution();
        this.engine = new AlertEngine(like, now.minus(resolution));
        this.periods = new RollingPeriods(period, resolution);
    }

    boolean fits(AlertRule rule) {
        return engine.fits(rule) && rule.slo().period().equals(period);
    }

    /** Begins to watch an SLO, with what the store knows of it. */
    WatchedSlo watch(AlertRule rule, Instant now, Stores stores) {
        WatchedSlo slo = WatchedSlo.load(engine, periods, engine.watch(rule), now, stores);
        slos.add(slo);
        return slo;
    }

    List<WatchedSlo> slos() {
        return slos;
    }

    Instant nextBoundary() {
        return engine.boundary().plus(resolution);
    }

    /** Takes what has closed by now and evaluates at the last boundary that is not after it. */
    void advanceTo(Instant now, MetricSource source) {
        engine.skipTo(now);
        slos.forEach(slo -> slo.take(source));
        engine.decide(AlertEngine.Listener.NONE);
        slos.forEach(WatchedSlo::evaluate);
    }
}
