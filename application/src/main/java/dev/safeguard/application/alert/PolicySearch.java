package dev.safeguard.application.alert;

import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the quietest policy among all that can be made of tiers that were tried, without trying any policy: pages
 * follow from the two page tiers alone, so their pairs are sorted by what they send, and tickets are only looked at
 * for the quietest pairs that tell of all that is asked. Tiers that do the same over the history stand for each other.
 */
final class PolicySearch {

    private final List<TierTrial> sev1;
    private final List<TierTrial> sev2;
    private final List<TierTrial> sev3;

    /** Trials by severity, those of the present tiers first; of a severity without a tier, {@link TierTrial#none}. */
    PolicySearch(List<TierTrial> sev1, List<TierTrial> sev2, List<TierTrial> sev3) {
        this.sev1 = List.copyOf(sev1);
        this.sev2 = List.copyOf(sev2);
        this.sev3 = List.copyOf(sev3);
    }

    /** A policy, most severe tier first, and how loud it is over what was searched. */
    record Choice(TierTrial sev1, TierTrial sev2, TierTrial sev3, Noise noise) {

        /**
         * The quietest one first; of equally quiet ones the one with the fewest changes, and of those the one that
         * comes first in the grid.
         */
        static final Comparator<Choice> QUIETEST = Comparator.comparing(Choice::noise)
                .thenComparingInt(Choice::changes)
                .thenComparingInt(choice -> choice.sev1.place())
                .thenComparingInt(choice -> choice.sev2.place())
                .thenComparingInt(choice -> choice.sev3.place());

        List<BurnTier> tiers() {
            return Stream.of(sev1, sev2, sev3)
                    .flatMap(trial -> trial.tier().stream())
                    .toList();
        }

        private int changes() {
            return (int) Stream.of(sev1, sev2, sev3)
                    .filter(trial -> trial.place() > 0)
                    .count();
        }
    }

    /** The best policy by what was known at this boundary, that meets these demands; empty when none meets them. */
    Optional<Choice> best(List<Demand> demands, long until) {
        List<Demand> pages = demands.stream()
                .filter(demand -> demand.severity().isPage())
                .toList();
        List<Demand> tickets = demands.stream()
                .filter(demand -> !demand.severity().isPage())
                .toList();
        List<TierTrial> last = known(sev3, until);
        Told told = new Told();
        Choice best = null;
        for (Choice pair : pairs(pages, until)) {
            if (best != null && pair.noise().comparePages(best.noise()) > 0) {
                break;
            }
            told.tell(pair.sev1(), pair.sev2(), TierTrial.none());
            if (!meets(told, pages)) {
                continue;
            }
            for (TierTrial third : last) {
                told.tell(pair.sev1(), pair.sev2(), third);
                Choice choice = new Choice(pair.sev1(), pair.sev2(), third, told.noise());
                if ((best == null || Choice.QUIETEST.compare(choice, best) < 0) && meets(told, tickets)) {
                    best = choice;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** All pairs of page tiers that may do, the quietest first. */
    private List<Choice> pairs(List<Demand> demands, long until) {
        List<Demand> loud = demands.stream()
                .filter(demand -> demand.severity() == Severity.SEV1)
                .toList();
        List<TierTrial> firsts = known(sev1, until).stream()
                .filter(trial -> loud.stream().allMatch(demand -> isMetAlone(demand, trial)))
                .toList();
        List<TierTrial> seconds = known(sev2, until);
        List<Choice> pairs = new ArrayList<>();
        Told told = new Told();
        for (TierTrial first : firsts) {
            for (TierTrial second : seconds) {
                told.tell(first, second, TierTrial.none());
                pairs.add(new Choice(first, second, TierTrial.none(), told.noise()));
            }
        }
        pairs.sort(Choice.QUIETEST);
        return pairs;
    }

    /** Nothing but the first tier reaches sev1. That it rises in time is needed, though it may not be enough. */
    private static boolean isMetAlone(Demand demand, TierTrial first) {
        return demand.standing() ? first.holds(demand.deadline()) : first.rises(demand.from(), demand.deadline());
    }

    private static boolean meets(Told told, List<Demand> demands) {
        for (Demand demand : demands) {
            if (!demand.isMetBy(told)) {
                return false;
            }
        }
        return true;
    }

    private static List<TierTrial> known(List<TierTrial> trials, long until) {
        return TierTrial.distinct(
                trials.stream().map(trial -> trial.until(until)).toList());
    }
}
