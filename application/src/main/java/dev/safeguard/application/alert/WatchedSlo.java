package dev.safeguard.application.alert;

import dev.safeguard.application.port.MetricSource;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.Alert;
import dev.safeguard.domain.alert.AlertReader;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.alert.NearMiss;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One SLO being watched: its windows, what its alert remembers, and what is not stored yet. */
final class WatchedSlo {

    private final AlertRule rule;
    private final Slo slo;
    private final AlertReader reader;
    private final RollingWindows windows;
    private final Map<String, NearMiss> bursts = new HashMap<>();
    private final List<Sample> unstored = new ArrayList<>();

    private AlertState state;
    private Optional<Instant> newestDataEnd = Optional.empty();
    private Instant readFrom;
    private Observed latest;

    private WatchedSlo(AlertRule rule, AlertState state, Instant now) {
        this.rule = rule;
        this.slo = rule.slo();
        this.reader = new AlertReader(rule);
        this.windows = new RollingWindows(slo.resolution(), rule.windows(), now.minus(slo.resolution()));
        this.state = state;
        this.readFrom = windows.boundary().minus(slo.period());
        this.latest = remembered();
    }

    static WatchedSlo load(AlertRule rule, Instant now, Stores stores) {
        Slo slo = rule.slo();
        AlertState state = stores.alerts().find(slo.name()).orElseGet(() -> AlertState.initial(slo.name(), now));
        WatchedSlo watched = new WatchedSlo(rule, state, now);
        watched.take(stores.samples().find(slo.name(), watched.readFrom, watched.windows.boundary()));
        watched.newestDataEnd
                .filter(end -> end.isAfter(watched.readFrom))
                .ifPresent(end -> watched.readFrom = end);
        watched.latest = watched.remembered();
        return watched;
    }

    Instant nextBoundary() {
        return windows.boundary().plus(slo.resolution());
    }

    Observed latest() {
        return latest;
    }

    /** Takes what has closed by now and evaluates at the last boundary that is not after it. */
    Observed advanceTo(Instant now, MetricSource source) {
        windows.advanceTo(now);
        Instant boundary = windows.boundary();
        if (readFrom.isBefore(boundary)) {
            List<Sample> closed = source.closedBuckets(slo.name(), readFrom, boundary);
            take(closed);
            unstored.addAll(closed);
            readFrom = closed.isEmpty() ? readFrom : closed.getLast().start().plus(slo.resolution());
            Instant oldestOfUse = boundary.minus(slo.period());
            readFrom = readFrom.isBefore(oldestOfUse) ? oldestOfUse : readFrom;
        }
        AlertState before = state;
        Alert alert = reader.read(windows, boundary, newestDataEnd);
        state = before.next(alert, rule.policy());
        latest = observed(before, alert, endedBursts(alert));
        return latest;
    }

    void store(Stores stores) {
        stores.samples().save(unstored);
        stores.alerts().save(state);
        unstored.clear();
    }

    private Observed remembered() {
        return observed(state, reader.read(windows, windows.boundary(), newestDataEnd), List.of());
    }

    private Observed observed(AlertState before, Alert alert, List<NearMiss> nearMisses) {
        return new Observed(
                rule,
                before,
                state,
                alert,
                windows.over(rule.sliWindow()),
                windows.over(slo.periodWindow()),
                nearMisses);
    }

    private void take(List<Sample> samples) {
        for (Sample sample : samples) {
            windows.put(sample.start(), sample.counts());
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
