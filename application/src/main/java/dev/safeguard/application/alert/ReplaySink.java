package dev.safeguard.application.alert;

import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.application.port.SampleFeed.Order;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

/** Takes a history in, and moves the engines on from bucket to bucket. */
final class ReplaySink implements SampleFeed.Sink {

    private static final long NEVER = Long.MIN_VALUE;
    private static final long TELL_EVERY = 1 << 18;

    private final BiFunction<SloName, Duration, AlertRule> rules;
    private final LongConsumer progress;
    private final List<SloName> names = new ArrayList<>();

    /** The engines at work: all of them when the history comes by time, the one of the SLO when it comes by SLO. */
    private final List<ReplayGroup> groups = new ArrayList<>();

    private final List<Replay> done = new ArrayList<>();

    private Order order = Order.BY_TIME;
    private Duration resolution = Duration.ofMinutes(1);

    /** By SLO: its group, and its number there. */
    private ReplayGroup[] groupOf = {};

    private int[] numberOf = {};

    /** The start of the bucket that is being filled. */
    private long open = NEVER;

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
        groups.clear();
        done.clear();
        groupOf = new ReplayGroup[] {};
        numberOf = new int[] {};
        open = NEVER;
        samples = 0;
    }

    @Override
    public void slo(int number, SloName name) {
        names.add(name);
        if (number >= groupOf.length) {
            groupOf = Arrays.copyOf(groupOf, Math.max(16, 2 * number));
            numberOf = Arrays.copyOf(numberOf, groupOf.length);
        }
        if (order == Order.BY_SLO) {
            finishGroups();
            open = NEVER;
        }
    }

    @Override
    public void sample(int slo, long start, long good, long total) {
        if (start != open) {
            moveTo(start);
        }
        ReplayGroup group = groupOf[slo];
        if (group == null) {
            group = assign(slo, start);
        }
        group.put(numberOf[slo], start, good, total);
        if ((++samples & (TELL_EVERY - 1)) == 0) {
            progress.accept(samples);
        }
    }

    /** What came of it, by name. */
    List<Replay> finish() {
        progress.accept(samples);
        finishGroups();
        done.sort(Comparator.comparing(replay -> replay.rule().slo().name().value()));
        return done;
    }

    private void moveTo(long start) {
        if (open != NEVER) {
            for (ReplayGroup group : groups) {
                group.closeUntil(start);
            }
        }
        open = start;
    }

    private ReplayGroup assign(int slo, long start) {
        AlertRule rule = rules.apply(names.get(slo), resolution);
        ReplayGroup group = groups.stream()
                .filter(known -> known.fits(rule))
                .findFirst()
                .orElseGet(() -> {
                    ReplayGroup made = new ReplayGroup(rule, start);
                    groups.add(made);
                    return made;
                });
        groupOf[slo] = group;
        numberOf[slo] = group.add(rule, start);
        return group;
    }

    private void finishGroups() {
        for (ReplayGroup group : groups) {
            group.closeUntil(open + resolution.toSeconds());
            done.addAll(group.replays());
        }
        groups.clear();
    }
}
