package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.AlertRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Takes buckets in the order of time and moves the engines on from one to the next. */
final class ReplayTimeline {

    private static final long NEVER = Long.MIN_VALUE;

    private final IntFunction<AlertRule> rules;
    private final List<ReplayGroup> groups = new ArrayList<>();

    /** By SLO: its group, and its number there. */
    private ReplayGroup[] groupOf = {};

    private int[] numberOf = {};

    /** The start of the bucket that is being filled. */
    private long open = NEVER;

    /** A timeline on which nothing has happened; {@code rules} has the rule for each number of an SLO. */
    ReplayTimeline(IntFunction<AlertRule> rules) {
        this.rules = rules;
    }

    /** Takes one bucket, which does not start before the one before it. */
    void sample(int slo, long start, long good, long total) {
        if (start != open) {
            moveTo(start);
        }
        ReplayGroup group = slo < groupOf.length ? groupOf[slo] : null;
        if (group == null) {
            group = assign(slo, start);
        }
        group.put(numberOf[slo], start, good, total);
    }

    /** What became of every SLO. */
    List<Replay> finish() {
        List<Replay> replays = new ArrayList<>();
        for (ReplayGroup group : groups) {
            replays.addAll(group.replays());
        }
        return replays;
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
        if (slo >= groupOf.length) {
            groupOf = Arrays.copyOf(groupOf, Math.max(16, 2 * slo));
            numberOf = Arrays.copyOf(numberOf, groupOf.length);
        }
        AlertRule rule = rules.apply(slo);
        ReplayGroup group = groups.stream()
                .filter(known -> known.fits(rule))
                .findFirst()
                .orElseGet(() -> {
                    ReplayGroup made = new ReplayGroup(rule, start);
                    groups.add(made);
                    return made;
                });
        groupOf[slo] = group;
        numberOf[slo] = group.add(rule, start, start);
        return group;
    }
}
