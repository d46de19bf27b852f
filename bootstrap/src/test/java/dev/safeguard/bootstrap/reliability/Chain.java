package dev.safeguard.bootstrap.reliability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Kills the workers of one trial one after the other, each at a point of its own. A target that lies behind by the time
 * its turn comes is left out.
 */
final class Chain implements Overseer {

    private static final int LONGEST_DELAY_NANOS = 3_000_000;

    /**
     * Where a worker is to be killed.
     *
     * @param nth the so manieth time that one worker comes to the point
     */
    record Target(Way way, Point point, int nth) {

        private int stage() {
            return way.stage() + point.stage();
        }

        private boolean isMetBy(Passing passing) {
            return way == passing.way() && (point == Point.ANYWHERE || point == passing.point());
        }

        private boolean isBehind(Passing passing) {
            return stage() < passing.way().stage() + passing.point().stage();
        }

        @Override
        public String toString() {
            return way + " " + point + " #" + nth;
        }
    }

    private final List<Target> ahead;
    private final List<Target> leftOut = new ArrayList<>();
    private final List<Target> kills = new ArrayList<>();
    private final Random random;
    private int met = 0;
    private boolean dying = false;

    Chain(List<Target> targets, Random random) {
        this.ahead = new ArrayList<>(targets);
        this.ahead.sort(Comparator.comparingInt(Target::stage).thenComparing(Target::point));
        this.random = random;
    }

    @Override
    public synchronized boolean letsGoOn(Passing passing) {
        while (!dying && !ahead.isEmpty() && ahead.getFirst().isBehind(passing)) {
            leftOut.add(ahead.removeFirst());
            met = 0;
        }
        if (dying || ahead.isEmpty() || !ahead.getFirst().isMetBy(passing)) {
            return true;
        }
        met++;
        if (met < ahead.getFirst().nth()) {
            return true;
        }
        dying = true;
        if (ahead.getFirst().point() == Point.ANYWHERE) {
            long then = System.nanoTime() + random.nextInt(LONGEST_DELAY_NANOS);
            Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < then) {
                    Thread.onSpinWait();
                }
                passing.kill();
            });
            return true;
        }
        passing.kill();
        return false;
    }

    /** Takes in that a worker has ended; whether by a kill of ours. */
    synchronized void ended(boolean killed) {
        if (killed && !dying) {
            throw new AssertionError("somebody else killed a worker");
        }
        if (killed) {
            kills.add(ahead.removeFirst());
        } else {
            leftOut.addAll(ahead);
            ahead.clear();
        }
        met = 0;
        dying = false;
    }

    synchronized List<Target> kills() {
        return List.copyOf(kills);
    }

    /** The targets that no worker came to. */
    synchronized List<Target> leftOut() {
        return List.copyOf(leftOut);
    }

    @Override
    public synchronized String toString() {
        return "killed " + kills + ", then " + ahead;
    }
}
