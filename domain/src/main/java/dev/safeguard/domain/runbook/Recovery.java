package dev.safeguard.domain.runbook;

import dev.safeguard.domain.slo.BinomialBound;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What fresh buckets say about whether the service has recovered. A check is a run of whole buckets with at least
 * {@value #MIN_EVENTS} events, disjoint from every other check. Burn windows are not asked: they are still red with old
 * errors.
 */
public sealed interface Recovery {

    /** Events a check needs. */
    int MIN_EVENTS = 100;

    /** Good checks in a row that mean recovered. */
    int CHECKS = 2;

    /** The SLI met the objective in two checks in a row. */
    record Recovered(Ratio latest) implements Recovery {}

    /** A check proves, with 95 % confidence, that the true SLI is below the objective. */
    record NotRecovered(Ratio latest) implements Recovery {}

    /** No proof either way yet; no data is no proof. */
    record Inconclusive(Optional<Ratio> latest, int goodInARow) implements Recovery {}

    /** The SLI of the last check, where there was one. */
    default Optional<Ratio> sli() {
        return switch (this) {
            case Recovered recovered -> Optional.of(recovered.latest());
            case NotRecovered not -> Optional.of(not.latest());
            case Inconclusive inconclusive -> inconclusive.latest();
        };
    }

    /** Judges buckets in order of their start, oldest first; the first proof decides. */
    static Recovery judge(List<Sample> buckets, Objective objective) {
        int inARow = 0;
        Optional<Ratio> latest = Optional.empty();
        for (EventCounts check : checks(buckets)) {
            latest = Optional.of(check.sli());
            if (objective.isMetBy(check)) {
                inARow++;
                if (inARow == CHECKS) {
                    return new Recovered(check.sli());
                }
            } else if (BinomialBound.provesBelow(check, objective)) {
                return new NotRecovered(check.sli());
            } else {
                inARow = 0;
            }
        }
        return new Inconclusive(latest, inARow);
    }

    /** Judges by the newest checks alone: whether the service is healthy right now, whatever it was before. */
    static Recovery judgeNewest(List<Sample> buckets, Objective objective) {
        List<EventCounts> newestFirst = checks(buckets.reversed());
        List<EventCounts> newest = newestFirst.subList(0, Math.min(CHECKS, newestFirst.size()));
        if (newest.isEmpty()) {
            return new Inconclusive(Optional.empty(), 0);
        }
        Ratio latest = newest.getFirst().sli();
        if (BinomialBound.provesBelow(newest.getFirst(), objective)) {
            return new NotRecovered(latest);
        }
        int good = (int) newest.stream().takeWhile(objective::isMetBy).count();
        return good == CHECKS ? new Recovered(latest) : new Inconclusive(Optional.of(latest), good);
    }

    private static List<EventCounts> checks(List<Sample> buckets) {
        List<EventCounts> checks = new ArrayList<>();
        EventCounts gathered = EventCounts.NONE;
        for (Sample bucket : buckets) {
            gathered = gathered.plus(bucket.counts());
            if (gathered.total() >= MIN_EVENTS) {
                checks.add(gathered);
                gathered = EventCounts.NONE;
            }
        }
        return checks;
    }
}
