package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/** Takes a history in, whichever way it comes. */
final class ReplaySink implements SampleFeed.Sink {

    private static final long TELL_EVERY = 1 << 18;

    private final BiFunction<SloName, Duration, AlertRule> rules;
    private final LongConsumer progress;
    private final List<SloName> names = new ArrayList<>();
    private final List<Replay> done = new ArrayList<>();

    private Order order = Order.BY_TIME;
    private Duration resolution = Duration.ofMinutes(1);
    private ReplayTimeline timeline = new ReplayTimeline(this::rule);
    private ReplayBatch batch = new ReplayBatch(resolution);
    private long samples;

    ReplaySink(BiFunction<SloName, Duration, AlertRule> rules, LongConsumer progress) {
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void begin(Order newOrder, Duration newResolution) {
        order = newOrder;
        resolution = newResolution;
        names.clear();
        done.clear();
        timeline = new ReplayTimeline(this::rule);
        batch = new ReplayBatch(resolution);
        samples = 0;
    }

    @Override
    public void slo(int number, SloName name) {
        if (order == Order.BY_SLO) {
            if (batch.isFull()) {
                done.addAll(batch.replay());
            }
            batch.slo(rules.apply(name, resolution));
        }
        names.add(name);
    }

    @Override
    public void sample(int slo, long start, long good, long total) {
        switch (order) {
            case BY_TIME -> timeline.sample(slo, start, good, total);
            case BY_SLO -> batch.sample(start, good, total);
        }
        tell(samples + 1);
    }

    @Override
    public void samples(int slo, int count, long[] starts, long[] good, long[] total) {
        switch (order) {
            case BY_TIME -> SampleFeed.Sink.super.samples(slo, count, starts, good, total);
            case BY_SLO -> {
                batch.samples(count, starts, good, total);
                tell(samples + count);
            }
        }
    }

    private void tell(long now) {
        long before = samples;
        samples = now;
        if ((before & -TELL_EVERY) != (now & -TELL_EVERY)) {
            progress.accept(now);
        }
    }

    /** What came of it, by name. */
    List<Replay> finish() {
        progress.accept(samples);
        done.addAll(timeline.finish());
        done.addAll(batch.replay());
        done.sort(Comparator.comparing(replay -> replay.rule().slo().name().value()));
        return done;
    }

    private AlertRule rule(int number) {
        return rules.apply(names.get(number), resolution);
    }
}
