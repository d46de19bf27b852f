package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Journal.Change;
import dev.safeguard.adapter.simulation.Scenario.PlannedFault;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Some weeks in the life of the chat service, on which nobody acts: what a replay is tried on. Every week has a big
 * outage in working hours, a smaller one at night, one that is too mild to wake anybody at once, a blip, a slow burn,
 * and a gap in which nothing was measured; sizes and hours follow from the seed.
 *
 * @param length a whole number of days
 * @param faults in order of their beginning, which is after midnight of the first day
 * @param gaps during which no minute was measured
 */
public record ScriptedHistory(Duration length, long seed, List<PlannedFault> faults, List<Gap> gaps) {

    private static final int MINUTES_A_DAY = 24 * 60;

    public ScriptedHistory {
        faults = List.copyOf(faults);
        gaps = List.copyOf(gaps);
    }

    /** Minutes that nobody measured, as times after the start; {@code until} is the first that was measured again. */
    public record Gap(Duration from, Duration until) {}

    /** The script of so many days; what does not fit into them is left out. */
    public static ScriptedHistory of(int days, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Duration length = Duration.ofDays(days);
        List<PlannedFault> faults = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        for (int week = 0; week < days; week += 7) {
            faults.add(fault(Fault.PROVIDER_OUTAGE, week + 1, random, hours(8, 16), hundredths(50, 90), 30, 90));
            faults.add(fault(Fault.PROVIDER_OUTAGE, week + 2, random, hours(1, 4), hundredths(25, 45), 45, 120));
            faults.add(fault(Fault.BLIP, week + 3, random, hours(6, 20), hundredths(40, 60), 2, 3));
            faults.add(fault(Fault.PROVIDER_OUTAGE, week + 4, random, hours(7, 12), hundredths(9, 13), 270, 420));
            faults.add(fault(Fault.SLOW_LEAK, week + 5, random, hours(0, 8), hundredths(3, 5), 1200, 1500));
            int gap = at(week + 6, random, hours(10, 22));
            gaps.add(new Gap(minutes(gap), minutes(gap + random.nextInt(20, 60))));
        }
        faults.removeIf(fault -> fault.until().compareTo(length) > 0);
        gaps.removeIf(gap -> gap.until().compareTo(length) > 0);
        return new ScriptedHistory(length, seed, faults, gaps);
    }

    /**
     * The minutes of this SLO, oldest first, when it all begins at this instant.
     *
     * @param start a whole minute
     */
    public List<Sample> samples(SloName slo, Instant start) {
        Sli sli =
                Sli.of(slo).orElseThrow(() -> new IllegalArgumentException("the simulated service has no SLO " + slo));
        List<Sample> samples = new ArrayList<>();
        SimulatedService.forEach(journal(start), sli, start, start.plus(length), (minute, events) -> {
            Duration offset = Duration.between(start, minute);
            if (gaps.stream()
                    .noneMatch(gap -> gap.from().compareTo(offset) <= 0 && offset.compareTo(gap.until()) < 0)) {
                samples.add(new Sample(slo, minute, events.counts()));
            }
        });
        return samples;
    }

    private Journal journal(Instant start) {
        List<Change> changes = new ArrayList<>();
        for (PlannedFault planned : faults) {
            Fault fault = Words.find(Fault.class, planned.fault()).orElseThrow();
            changes.add(new Change.FaultSet(start.plus(planned.from()), fault, planned.ratio()));
            changes.add(new Change.FaultSet(start.plus(planned.until()), fault, Ratio.ZERO));
        }
        changes.sort(Comparator.comparing(Change::at));
        return new Journal(seed, start, changes);
    }

    private static PlannedFault fault(
            Fault fault, int day, SplittableRandom random, Range hours, Range ratio, int shortest, int longest) {
        int from = at(day, random, hours);
        int until = from + random.nextInt(shortest, longest);
        Ratio share = Ratio.of(random.nextInt(ratio.from(), ratio.until()), 100);
        return PlannedFault.of(fault, share, minutes(from), minutes(until));
    }

    private static int at(int day, SplittableRandom random, Range hours) {
        return day * MINUTES_A_DAY + random.nextInt(hours.from() * 60, hours.until() * 60);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static Range hours(int from, int until) {
        return new Range(from, until);
    }

    private static Range hundredths(int from, int until) {
        return new Range(from, until);
    }

    private record Range(int from, int until) {}
}
