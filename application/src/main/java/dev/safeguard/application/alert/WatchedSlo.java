package dev.safeguard.application.alert;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.Alert;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.NearMiss;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.slo.RollingPeriods;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One SLO being watched: its place in the engine, what its alert remembers, and what is not stored yet. */
final class WatchedSlo {

    private final AlertEngine engine;
    private final RollingPeriods periods;
    private final int number;
    private final AlertRule rule;
    private final Slo slo;
    private final Map<String, NearMiss> bursts = new HashMap<>();
    private final List<Sample> unstored = new ArrayList<>();

    private AlertState state;
    private Optional<Instant> newestDataEnd = Optional.empty();
    private Instant readFrom;
    private Observed latest;

    private WatchedSlo(AlertEngine engine, RollingPeriods periods, int number, AlertState state) {
        this.engine = engine;
        this.periods = periods;
        this.number = number;
        this.rule = engine.rule(number);
        this.slo = rule.slo();
        this.state = state;
        this.readFrom = engine.boundary().minus(slo.period());
        this.latest = remembered();
    }

    static WatchedSlo load(AlertEngine engine, RollingPeriods periods, int number, Instant now, Stores stores) {
        Slo slo = engine.rule(number).slo();
        AlertState state = stores.alerts().find(slo.name()).orElseGet(() -> AlertState.initial(slo.name(), now));
        WatchedSlo watched = new WatchedSlo(engine, periods, number, state);
        engine.latch(number, state.latched());
        watched.take(stores.samples().find(slo.name(), watched.readFrom, engine.boundary()));
        watched.newestDataEnd
                .filter(end -> end.isAfter(watched.readFrom))
                .ifPresent(end -> watched.readFrom = end);
        watched.latest = watched.remembered();
        return watched;
    }

    Observed latest() {
        return latest;
    }

    /** Takes what the source has closed by the engine's boundary. */
    void take(MetricSource source) {
        Instant boundary = engine.boundary();
        if (readFrom.isBefore(boundary)) {
            List<Sample> closed = source.closedBuckets(slo.name(), readFrom, boundary);
            take(closed);
            unstored.addAll(closed);
            readFrom = closed.isEmpty() ? readFrom : closed.getLast().start().plus(slo.resolution());
            Instant oldestOfUse = boundary.minus(slo.period());
            readFrom = readFrom.isBefore(oldestOfUse) ? oldestOfUse : readFrom;
        }
    }

    /** Keeps what the engine has decided at its boundary. */
    void evaluate() {
        AlertState before = state;
        Alert alert = engine.alert(number, newestDataEnd);
        state = before.next(alert, rule.policy());
        latest = observed(before, alert, endedBursts(alert));
    }

    void store(Stores stores) {
        stores.samples().save(unstored);
        stores.alerts().save(state);
        unstored.clear();
    }

    private Observed remembered() {
        return observed(state, engine.alert(number, newestDataEnd), List.of());
    }

    private Observed observed(AlertState before, Alert alert, List<NearMiss> nearMisses) {
        return new Observed(
                rule,
                before,
                state,
                alert,
                engine.windows().of(number).over(rule.sliWindow()),
                periods.of(number),
                nearMisses);
    }

    private void take(List<Sample> samples) {
        for (Sample sample : samples) {
            long start = sample.start().getEpochSecond();
            engine.put(number, start, sample.counts().good(), sample.counts().total());
            periods.add(number, start, sample.counts());
        }
        if (!samples.isEmpty()) {
            Instant end = samples.getLast().start().plus(slo.resolution());
            newestDataEnd = newestDataEnd.filter(known -> known.isAfter(end)).or(() -> Optional.of(end));
        }
    }

    private List<NearMiss> endedBursts(Alert alert) {
        List<NearMiss> ended = new ArrayList<>();
        for (TierReading reading : alert.readings()) {
            if (!reading.tier().severity().isPage()) {
                continue;
            }
            String tier = reading.tier().name();
            Optional<NearMiss> before = Optional.ofNullable(bursts.remove(tier));
            Optional<NearMiss> now = NearMiss.track(before, reading, alert.at());
            now.ifPresent(burst -> bursts.put(tier, burst));
            if (before.isPresent() && now.isEmpty() && !reading.firing()) {
                ended.add(before.get());
            }
        }
        return ended;
    }
}
