package dev.safeguard.application.alert;

import dev.safeguard.application.alert.Replay.Firing;
import dev.safeguard.application.alert.Replay.Transition;
import dev.safeguard.domain.alert.AlertEngine;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Level;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.RollingPeriods;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SLOs of a history whose windows have the same lengths: one engine, and what it has told so far. */
final class ReplayGroup implements AlertEngine.Listener, ReplayBlock.Rows {

    private final AlertEngine engine;
    private final RollingPeriods periods;
    private final Duration period;
    private final long resolution;
    private final List<Story> stories = new ArrayList<>();

    /** By SLO: the start of its newest bucket, after which its history is over. */
    private long[] newest = new long[16];

    private long boundary;

    ReplayGroup(AlertRule like, long start) {
        this.period = like.slo().period();
        this.resolution = like.slo().resolution().toSeconds();
        this.engine = new AlertEngine(like, Instant.ofEpochSecond(start));
        this.periods = new RollingPeriods(period, like.slo().resolution());
        this.boundary = start;
    }

    boolean fits(AlertRule rule) {
        return engine.fits(rule) && rule.slo().period().equals(period);
    }

    /**
     * Takes an SLO in, and says its number; the first one is 0.
     *
     * @param start that of its first bucket
     * @param newestStart that of its newest one, as far as is known; those put in one by one are found out
     */
    int add(AlertRule rule, long start, long newestStart) {
        int number = engine.watch(rule);
        if (number == newest.length) {
            newest = Arrays.copyOf(newest, 2 * number);
        }
        newest[number] = newestStart;
        stories.add(new Story(rule, start));
        return number;
    }

    @Override
    public void put(int slo, long start, long good, long total) {
        engine.put(slo, start, good, total);
        newest[slo] = Math.max(newest[slo], start);
    }

    @Override
    public void putAll(long start, int[] bad, int[] total, int from) {
        closeUntil(start);
        engine.putAll(bad, total, from);
    }

    /** Decides at every boundary until this one; where nothing is in any window any more, there is nothing to decide. */
    void closeUntil(long until) {
        int steps = 0;
        while (boundary < until) {
            if (steps > engine.windows().longestBuckets() && engine.isEmpty()) {
                Instant end = Instant.ofEpochSecond(until);
                engine.skipTo(end);
                periods.skipTo(end, engine.size());
                boundary = until;
                return;
            }
            boundary += resolution;
            engine.close(this);
            periods.take(engine.windows());
            steps++;
        }
    }

    @Override
    public void firing(int slo, int tier, boolean holds) {
        Story story = stories.get(slo);
        BurnTier fired = story.rule.policy().tiers().get(tier);
        if (holds) {
            story.open[tier] = new Firing(
                    fired,
                    Instant.ofEpochSecond(boundary),
                    Instant.MAX,
                    events(fired.longWindow(), slo),
                    events(fired.shortWindow(), slo));
        } else {
            story.end(tier, boundary - resolution);
        }
    }

    @Override
    public void level(int slo, Level before, Level after) {
        stories.get(slo).transitions.add(new Transition(Instant.ofEpochSecond(boundary), before, after));
    }

    /** Ends with the newest bucket of any SLO, and says what became of every one. */
    List<Replay> replays() {
        closeUntil(Arrays.stream(newest, 0, stories.size()).max().orElse(boundary) + resolution);
        List<Replay> replays = new ArrayList<>();
        for (int slo = 0; slo < stories.size(); slo++) {
            replays.add(replay(slo));
        }
        return replays;
    }

    /** The history of an SLO ends with its own last bucket, however long that of others goes on. */
    private Replay replay(int slo) {
        Story story = stories.get(slo);
        long end = newest[slo] + resolution;
        for (int tier = 0; tier < story.open.length; tier++) {
            story.end(tier, end);
        }
        Instant last = Instant.ofEpochSecond(end);
        return new Replay(
                story.rule,
                periods.buckets(slo),
                Instant.ofEpochSecond(story.from),
                last,
                periods.everything(slo),
                periods.worstOf(slo),
                story.firings.stream()
                        .filter(firing -> !firing.from().isAfter(last))
                        .map(firing -> firing.to().isAfter(last) ? until(firing, last) : firing)
                        .sorted(Comparator.comparing(Firing::from)
                                .thenComparing(firing -> firing.tier().severity()))
                        .toList(),
                story.transitions.stream()
                        .filter(transition -> !transition.at().isAfter(last))
                        .toList());
    }

    private EventCounts events(Window window, int slo) {
        RollingWindows windows = engine.windows();
        int index = windows.indexOf(window);
        long total = windows.total(index, slo);
        return new EventCounts(total - windows.bad(index, slo), total);
    }

    private static Firing until(Firing firing, Instant to) {
        return new Firing(firing.tier(), firing.from(), to, firing.longEvents(), firing.shortEvents());
    }

    /** What was told of one SLO. */
    private static final class Story {

        private final AlertRule rule;
        private final long from;
        private final @Nullable Firing[] open;
        private final List<Firing> firings = new ArrayList<>();
        private final List<Transition> transitions = new ArrayList<>();

        Story(AlertRule rule, long from) {
            this.rule = rule;
            this.from = from;
            this.open = new Firing[rule.policy().tiers().size()];
        }

        void end(int tier, long lastBoundary) {
            Firing held = open[tier];
            if (held != null) {
                firings.add(until(held, Instant.ofEpochSecond(lastBoundary)));
                open[tier] = null;
            }
        }
    }
}
