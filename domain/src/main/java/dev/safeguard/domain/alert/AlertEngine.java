package dev.safeguard.domain.alert;

import dev.safeguard.domain.slo.BurnScreen;
import dev.safeguard.domain.slo.BurnThreshold;
import dev.safeguard.domain.slo.RollingWindows;
import dev.safeguard.domain.slo.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The alerts of any number of SLOs, decided at one bucket boundary after the other. Live watching and replaying a
 * history are the same engine; they differ in who puts the buckets in.
 *
 * <p>All SLOs of an engine have the same resolution and tiers of the same windows; their objectives, and so their
 * factors, may differ. A boundary costs a few additions and comparisons for each SLO and tier, whatever the length of
 * the windows, and makes no object unless something changes. Not thread-safe.
 */
public final class AlertEngine {

    private static final int MOST_TIERS = 31;

    private final Duration resolution;
    private final RollingWindows windows;
    private final List<AlertRule> rules = new ArrayList<>();
    private final List<AlertReader> readers = new ArrayList<>();
    private final List<BurnTier> shape;
    private final Tier[] tiers;
    private final Sieve[] sieves;

    /** By SLO, a bit for each tier: whose condition holds, and who is latched. */
    private final int[][] firing = {{0}};

    private final int[][] latched = {{0}};

    /** The same for whose windows may burn too fast, while a decision is being made. */
    private final int[][] marked = {{0}};

    /** Who is told what changes at a boundary, SLO by SLO and tier by tier. */
    public interface Listener {

        /** The condition of a tier (0 is the most severe) begins to hold, or holds no longer. */
        void firing(int slo, int tier, boolean holds);

        /** The latched level changes. */
        void level(int slo, Level before, Level after);

        /** Nobody is told. */
        Listener NONE = new Listener() {
            @Override
            public void firing(int slo, int tier, boolean holds) {}

            @Override
            public void level(int slo, Level before, Level after) {}
        };
    }

    /** An engine for this rule and others of the same windows, with its boundary here, rounded down. */
    public AlertEngine(AlertRule like, Instant boundary) {
        this.resolution = like.slo().resolution();
        this.shape = like.policy().tiers();
        if (shape.size() > MOST_TIERS) {
            throw new IllegalArgumentException("a policy has at most " + MOST_TIERS + " tiers, was " + shape.size());
        }
        TreeSet<Window> lengths = new TreeSet<>();
        shape.forEach(tier -> {
            lengths.add(tier.longWindow());
            lengths.add(tier.shortWindow());
        });
        this.windows = new RollingWindows(resolution, lengths, boundary);
        this.tiers = shape.stream().map(tier -> new Tier(tier, windows)).toArray(Tier[]::new);
        this.sieves = IntStream.range(0, tiers.length)
                .boxed()
                .flatMap(k -> Stream.of(
                        new Sieve(tiers[k].shorter, tiers[k].shortScreen, 1 << k),
                        new Sieve(tiers[k].longer, tiers[k].longScreen, 1 << k)))
                .toArray(Sieve[]::new);
    }

    /** Whether the rule's windows and resolution are those of this engine. */
    public boolean fits(AlertRule rule) {
        return rule.slo().resolution().equals(resolution) && windowsOf(rule.policy().tiers()).equals(windowsOf(shape));
    }

    /** Takes an SLO in and says its number; the first one is 0. Nothing of it fires or is latched. */
    public int watch(AlertRule rule) {
        if (!fits(rule)) {
            throw new IllegalArgumentException("the windows of " + rule.slo().name() + " are not those of this engine");
        }
        int slo = windows.add();
        rules.add(rule);
        readers.add(new AlertReader(rule));
        firing[0] = slo < firing[0].length ? firing[0] : Arrays.copyOf(firing[0], 2 * slo);
        latched[0] = slo < latched[0].length ? latched[0] : Arrays.copyOf(latched[0], 2 * slo);
        marked[0] = slo < marked[0].length ? marked[0] : new int[2 * slo];
        for (int k = 0; k < tiers.length; k++) {
            tiers[k].watch(slo, rule, rule.policy().tiers().get(k));
        }
        return slo;
    }

    public int size() {
        return rules.size();
    }

    public AlertRule rule(int slo) {
        return rules.get(slo);
    }

    /** The boundary of the last decision. */
    public Instant boundary() {
        return windows.boundary();
    }

    /** The windows that are decided on. */
    public RollingWindows windows() {
        return windows;
    }

    /** Takes the counts of one bucket, as {@link RollingWindows#put}; a correction counts from the next boundary on. */
    public boolean put(int slo, long start, long good, long total) {
        return windows.put(slo, start, good, total);
    }

    /** Takes the counts of the bucket after the boundary of all SLOs at once, as {@link RollingWindows#putAll}. */
    public void putAll(int[] bad, int[] total, int from) {
        windows.putAll(bad, total, from);
    }

    /** Closes the bucket after the boundary and decides for every SLO. */
    public void close(Listener out) {
        windows.close();
        decide(out);
    }

    /**
     * Moves the boundary here without deciding on the way: over a stretch of which nothing is known, or where what is
     * known is put in afterwards.
     */
    public void skipTo(Instant boundary) {
        windows.closeUntil(boundary);
    }

    /** Whether no window of any SLO holds a bucket. */
    public boolean isEmpty() {
        for (int slo = 0; slo < rules.size(); slo++) {
            if (windows.present(windows.longest(), slo) > 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes over which tiers of an SLO are latched, by their names, from an earlier time. */
    public void latch(int slo, Set<String> names) {
        int bits = 0;
        for (int k = 0; k < tiers.length; k++) {
            bits |= names.contains(rules.get(slo).policy().tiers().get(k).name()) ? 1 << k : 0;
        }
        latched[0][slo] = bits;
    }

    /** The latched level of an SLO. */
    public Level level(int slo) {
        return levelOf(latched[0][slo]);
    }

    /** What the tiers of an SLO show at the boundary. */
    public Alert alert(int slo, Optional<Instant> newestDataEnd) {
        return readers.get(slo).read(windows.of(slo), boundary(), newestDataEnd);
    }

    /** Decides for every SLO at the boundary, with what has been corrected since it was closed. */
    public void decide(Listener out) {
        int[] marks = marked[0];
        int slos = rules.size();
        Arrays.fill(marks, 0, slos, -1 >>> (Integer.SIZE - tiers.length));
        for (Sieve sieve : sieves) {
            windows.sift(sieve.window, sieve.screen, sieve.bit, marks);
        }
        int[] before = firing[0];
        int[] held = latched[0];
        for (int slo = 0; slo < slos; slo++) {
            if ((marks[slo] | before[slo] | held[slo]) == 0) {
                continue;
            }
            int now = firing(slo, marks[slo]);
            // What fires as it did, and is latched for it, stays as it is.
            if (now != before[slo] || now != held[slo]) {
                settle(slo, now, out);
            }
        }
    }

    /** Of the tiers that are marked, those whose condition holds. */
    private int firing(int slo, int marks) {
        int now = 0;
        for (int left = marks; left != 0; left &= left - 1) {
            int k = Integer.numberOfTrailingZeros(left);
            now |= tiers[k].holds(slo) ? 1 << k : 0;
        }
        return now;
    }

    /** Latches what fires, lets go of what may clear, and tells what changed. */
    private void settle(int slo, int now, Listener out) {
        int changed = now ^ firing[0][slo];
        firing[0][slo] = now;
        int before = latched[0][slo];
        int after = 0;
        for (int left = now | changed | before; left != 0; left &= left - 1) {
            int bit = Integer.lowestOneBit(left);
            int k = Integer.numberOfTrailingZeros(bit);
            boolean fires = (now & bit) != 0;
            if ((changed & bit) != 0) {
                out.firing(slo, k, fires);
            }
            if (AlertState.holds((before & bit) != 0, fires, !fires && tiers[k].clears(slo))) {
                after |= bit;
            }
        }
        latched[0][slo] = after;
        if (levelOf(before) != levelOf(after)) {
            out.level(slo, levelOf(before), levelOf(after));
        }
    }

    /** The level of the most severe of these tiers. */
    private Level levelOf(int bits) {
        return bits == 0 ? Level.OK : Level.of(shape.get(Integer.numberOfTrailingZeros(bits)).severity());
    }

    private static List<List<Object>> windowsOf(List<BurnTier> tiers) {
        return tiers.stream()
                .map(tier -> List.<Object>of(tier.severity(), tier.longWindow(), tier.shortWindow()))
                .toList();
    }

    /** Leaves the bit of a tier only to the SLOs of which one of its windows may burn too fast, which is rare. */
    private record Sieve(int window, BurnScreen screen, int bit) {}

    /** One tier, with what it takes to decide it for each SLO. */
    private static final class Tier {

        private final RollingWindows windows;
        private final int longer;
        private final int shorter;
        private final List<BurnThreshold> thresholds = new ArrayList<>();
        private final BurnScreen longScreen = new BurnScreen();
        private final BurnScreen shortScreen = new BurnScreen();

        /** By SLO: minBad, minTotal, and the buckets that a clear takes. */
        private final long[][] limits = {{0}, {0}, {0}};

        Tier(BurnTier tier, RollingWindows windows) {
            this.windows = windows;
            this.longer = windows.indexOf(tier.longWindow());
            this.shorter = windows.indexOf(tier.shortWindow());
        }

        void watch(int slo, AlertRule rule, BurnTier tier) {
            BurnThreshold threshold = BurnThreshold.of(tier.factor(), rule.slo().objective());
            thresholds.add(threshold);
            longScreen.add(threshold);
            shortScreen.add(threshold);
            set(0, slo, tier.minBad());
            set(1, slo, tier.minTotal());
            set(2, slo, tier.bucketsToClear(rule.slo().resolution(), rule.policy().clearCoverage()));
        }

        private void set(int limit, int slo, long value) {
            if (slo == limits[limit].length) {
                limits[limit] = Arrays.copyOf(limits[limit], 2 * slo);
            }
            limits[limit][slo] = value;
        }

        /** Whether both windows burn too fast, the long one on enough events. */
        boolean holds(int slo) {
            BurnThreshold threshold = thresholds.get(slo);
            return windows.exceeds(shorter, slo, threshold)
                    && windows.exceeds(longer, slo, threshold)
                    && windows.bad(longer, slo) >= limits[0][slo]
                    && windows.total(longer, slo) >= limits[1][slo];
        }

        boolean clears(int slo) {
            return windows.total(shorter, slo) > 0 && windows.present(shorter, slo) >= limits[2][slo];
        }
    }
}
