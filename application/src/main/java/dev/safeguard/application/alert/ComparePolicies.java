package dev.safeguard.application.alert;

import dev.safeguard.application.alert.PolicyComparison.Burn;
import dev.safeguard.application.alert.PolicyComparison.Told;
import dev.safeguard.domain.slo.SloName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sets two policies over the same history side by side, without anybody having written down what was wrong in it.
 *
 * <p>The burns that are compared are what the policies themselves page for. All times of one SLO during which the
 * level of either policy pages are laid beside each other; those belong to one burn that begin before all earlier ones
 * of it are over, or at most the short window of their own tier after that. So a policy that waits longer is still
 * found to tell of the same burn, and one that pages three times in an hour is set beside one that pages once. Keeps
 * nothing and may be used from several threads.
 */
public final class ComparePolicies {

    /**
     * Compares what two policies would have sent.
     *
     * @param present what the policy in use did
     * @param other what another one did with the same SLOs over the same history
     * @param zone where the nights are
     * @throws IllegalArgumentException when the two are not of the same SLOs and times
     */
    public PolicyComparison compare(List<Replay> present, List<Replay> other, ZoneId zone) {
        if (!histories(present).equals(histories(other))) {
            throw new IllegalArgumentException("two policies are compared over the same history, not over "
                    + histories(present) + " and " + histories(other));
        }
        List<Burn> burns = new ArrayList<>();
        for (int slo = 0; slo < present.size(); slo++) {
            burns.addAll(burns(present.get(slo), other.get(slo)));
        }
        burns.sort(Comparator.comparing(Burn::from).thenComparing(burn -> burn.slo().value()));
        return new PolicyComparison(ReplaySummary.of(present, zone), ReplaySummary.of(other, zone), burns);
    }

    private static List<List<Object>> histories(List<Replay> replays) {
        return replays.stream()
                .map(replay -> List.<Object>of(replay.rule().slo().name(), replay.from(), replay.to()))
                .toList();
    }

    private static List<Burn> burns(Replay present, Replay other) {
        record Side(boolean isPresent, Stretch stretch) {}
        List<Side> sides = new ArrayList<>();
        Stretch.pages(present).forEach(stretch -> sides.add(new Side(true, stretch)));
        Stretch.pages(other).forEach(stretch -> sides.add(new Side(false, stretch)));
        sides.sort(Comparator.comparing(side -> side.stretch().first().at()));

        SloName slo = present.rule().slo().name();
        List<Burn> burns = new ArrayList<>();
        List<Stretch> mine = new ArrayList<>();
        List<Stretch> its = new ArrayList<>();
        Instant over = Instant.MIN;
        for (Side side : sides) {
            Sighting first = side.stretch().first();
            boolean empty = mine.isEmpty() && its.isEmpty();
            if (!empty && first.at().minus(first.grace()).isAfter(over)) {
                burns.add(new Burn(slo, told(mine), told(its)));
                mine.clear();
                its.clear();
            }
            (side.isPresent() ? mine : its).add(side.stretch());
            over = side.stretch().until().isAfter(over) ? side.stretch().until() : over;
        }
        if (!mine.isEmpty() || !its.isEmpty()) {
            burns.add(new Burn(slo, told(mine), told(its)));
        }
        return burns;
    }

    private static Optional<Told> told(List<Stretch> stretches) {
        return stretches.isEmpty()
                ? Optional.empty()
                : Optional.of(new Told(
                        stretches.getFirst().first(),
                        stretches.stream()
                                .mapToInt(stretch -> stretch.alarms().size())
                                .sum(),
                        stretches.getLast().until()));
    }
}
