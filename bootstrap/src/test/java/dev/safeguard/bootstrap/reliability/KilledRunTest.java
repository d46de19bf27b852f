package dev.safeguard.bootstrap.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers really killed, at every point of a run and of its reversal, several in a row. However often that happens,
 * what is left is what an undisturbed worker leaves.
 */
final class KilledRunTest {

    private static final int SHORT = 30;
    private static final int FULL = 200;
    private static final int CHAIN = 6;
    private static final List<Duration> OUTAGES =
            List.of(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(90), Duration.ofMinutes(7));

    private final int wanted =
            Integer.getInteger("kills", Boolean.getBoolean("safeguard.full") ? FULL : SHORT);
    private final long seed = Long.getLong("seed", 20_260_302L);
    private final Random random = new Random(seed);
    private final Deque<Chain.Target> targets = new ArrayDeque<>();
    private final Map<Way, Map<Point.Group, Integer>> counts = new EnumMap<>(Way.class);
    private int kills = 0;
    private int trials = 0;
    private int calls = 0;
    private int repeated = 0;

    @TempDir
    Path folder;

    /** What becomes of the service once the run has mended it. */
    private enum Sequel {
        /** Its cause goes away, so that everything can be taken off again. */
        HEALED,
        /** It does not, so that taking off what helped is a mistake that has to be put right. */
        RELAPSE
    }

    @Test
    void whereverWorkersAreKilledTheRunEndsAsIfNothingHadHappened(TestReporter reporter) throws IOException {
        long begin = System.nanoTime();
        Map<Sequel, Story> undisturbed = new EnumMap<>(Sequel.class);
        for (Sequel sequel : Sequel.values()) {
            undisturbed.put(sequel, undisturbed(sequel));
        }
        while (kills < wanted) {
            Sequel sequel = Sequel.values()[trials % 2];
            Duration outage = OUTAGES.get(random.nextInt(OUTAGES.size()));
            disturbed(sequel, outage, nextTargets(), undisturbed.get(sequel));
        }
        report(reporter, Duration.ofNanos(System.nanoTime() - begin));
        if (wanted >= SHORT) {
            assertEveryGroupWasKilled();
        }
    }

    private Story undisturbed(Sequel sequel) throws IOException {
        try (Trial trial = new Trial(Files.createTempDirectory(folder, "undisturbed"))) {
            trial.service().overseenBy(passing -> turned(sequel, trial, passing));
            trial.complete();
            Story story = trial.story();
            assertEquals(
                    List.of("not-recovered", "already-set", "not-recovered", "recovered", "not-needed"),
                    trial.outcomes());
            assertEquals(sequel == Sequel.HEALED ? 6 : 5, trial.service().calls().size(), story::text);
            assertEquals(sequel == Sequel.HEALED ? 0 : 3, story.ledger().size(), story::text);
            assertEquals(
                    sequel == Sequel.HEALED
                            ? "{retries=on, route=primary, search=basic}"
                            : "{cache=on, retries=off, route=backup, search=basic}",
                    story.flags().toString());
            return story;
        }
    }

    /** As a reversal is about to begin, the cause is gone or not. */
    private static boolean turned(Sequel sequel, Trial trial, Overseer.Passing passing) {
        if (sequel == Sequel.HEALED && passing.way() == Way.REVERSAL && passing.point() == Point.STARTING) {
            trial.service().becomesSound();
        }
        return true;
    }

    private void disturbed(Sequel sequel, Duration outage, List<Chain.Target> chosen, Story expected)
            throws IOException {
        trials++;
        Chain chain = new Chain(chosen, random);
        try (Trial trial = new Trial(Files.createTempDirectory(folder, "trial"))) {
            trial.service().overseenBy(passing -> turned(sequel, trial, passing) && chain.letsGoOn(passing));
            boolean killed = true;
            while (killed) {
                killed = trial.endsKilled(trial.send());
                chain.ended(killed);
                if (killed) {
                    trial.service().timePassesTo(trial.service().now().plus(outage));
                }
            }
            assertSame(expected, trial.story(), outage);
            assertEquals(List.of("ok"), trial.integrity());
            count(chain, trial);
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed " + seed + ", trial " + trials + " (" + sequel + ", outages of " + outage + "), " + chain
                            + ": " + failure.getMessage(),
                    failure);
        }
        if (chain.kills().isEmpty()) {
            throw new AssertionError("no worker of a whole trial came to any of " + chosen);
        }
        for (Chain.Target missed : chain.leftOut().reversed()) {
            targets.addFirst(new Chain.Target(missed.way(), missed.point(), 1));
        }
    }

    /** Where no time passed between the workers, not even a time-stamp differs. */
    private static void assertSame(Story expected, Story found, Duration outage) {
        if (outage.isZero()) {
            assertEquals(expected.text(), found.text());
        } else {
            assertEquals(expected.textWithoutTimes(), found.textWithoutTimes());
        }
    }

    private List<Chain.Target> nextTargets() {
        List<Chain.Target> next = new ArrayList<>();
        while (next.size() < Math.min(CHAIN, wanted - kills)) {
            if (targets.isEmpty()) {
                targets.addAll(everyPointOnce());
            }
            next.add(targets.removeFirst());
        }
        return next;
    }

    /** All points of both ways in a random order, one of each group before the next of any. */
    private List<Chain.Target> everyPointOnce() {
        List<Deque<Chain.Target>> groups = new ArrayList<>();
        for (Way way : Way.values()) {
            for (Point.Group group : Point.Group.values()) {
                List<Chain.Target> members = new ArrayList<>(Arrays.stream(Point.values())
                        .filter(point -> point.group() == group)
                        // It arrives before it can know that there is only a reversal left to do.
                        .filter(point -> way == Way.RUN || point != Point.ARRIVED)
                        .map(point -> new Chain.Target(way, point, 1 + random.nextInt(point.isPassedAgain() ? 2 : 1)))
                        .toList());
                Collections.shuffle(members, random);
                groups.add(new ArrayDeque<>(members));
            }
        }
        List<Chain.Target> all = new ArrayList<>();
        while (!groups.isEmpty()) {
            Collections.shuffle(groups, random);
            groups.forEach(group -> all.add(group.removeFirst()));
            groups.removeIf(Deque::isEmpty);
        }
        return all;
    }

    private void count(Chain chain, Trial trial) {
        for (Chain.Target kill : chain.kills()) {
            counts.computeIfAbsent(kill.way(), way -> new EnumMap<>(Point.Group.class))
                    .merge(kill.point().group(), 1, Integer::sum);
        }
        kills += chain.kills().size();
        int made = trial.service().calls().size();
        calls += made;
        repeated += made - trial.story().changes().size();
        assertEquals(chain.kills().size() + 1, trial.workersSent());
    }

    private int count(Way way, Point.Group group) {
        return counts.getOrDefault(way, Map.of()).getOrDefault(group, 0);
    }

    private void assertEveryGroupWasKilled() {
        for (Way way : Way.values()) {
            for (Point.Group group : Point.Group.values()) {
                assertTrue(count(way, group) > 0, () -> "no kill of a " + way + " " + group);
            }
        }
    }

    private void report(TestReporter reporter, Duration took) throws IOException {
        StringBuilder table = new StringBuilder("| killed | run | reversal |\n|---|---|---|\n");
        for (Point.Group group : Point.Group.values()) {
            row(table, group.toString(), count(Way.RUN, group), count(Way.REVERSAL, group));
        }
        String sum = kills + " kills in " + trials + " trials, as many restarts, " + calls + " calls of which "
                + repeated + " repeated, " + took.toSeconds() + " s, seed " + seed;
        Path file = Path.of("target", "reliability", "kills.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table + "\n" + sum + "\n");
        reporter.publishEntry("kills", sum);
    }

    private static void row(StringBuilder table, String group, int run, int reversal) {
        table.append("| ").append(group).append(" | ").append(run).append(" | ").append(reversal).append(" |\n");
    }
}
