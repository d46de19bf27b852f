package dev.safeguard.application.alert;

import dev.safeguard.application.alert.MemoryFeed.Series;
import dev.safeguard.application.alert.PolicySearch.Choice;
import dev.safeguard.application.alert.PolicySuggestion.Holdout;
import dev.safeguard.application.alert.PolicySuggestion.Outcome;
import dev.safeguard.application.alert.PolicySuggestion.Sent;
import dev.safeguard.application.alert.PolicySuggestion.Thing;
import dev.safeguard.application.alert.PolicySuggestion.TierChange;
import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.BurnTier;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Looks for the quietest policy of each SLO that would have told of everything that matters no later than the present
 * one.
 *
 * <p><b>What matters.</b> With known incidents: each of them that began within the SLO's history and that the present
 * policy tells of, by the rules of {@link ScoreReplay}. Without: each burn that the present policy pages for and that
 * was worth it, which it is when it spent at least the share of the budget that the least severe page tier lets be
 * spent (5 % in the built-in policy of 30 days), counted from the first bucket in the long window that paged until the
 * level pages no longer. In both cases the tickets of the present policy, for slow burns are what tickets are for, and
 * few people write them down as incidents.
 *
 * <p><b>No later</b>, and no less loudly. Where the present policy pages sev1, a page of sev1 is sent by then; where
 * it pages at all, a page is. It is sent not before the incident starts, and not before the buckets of the window that
 * paged for the burn. A level that was paging already counts only where the present one's was. Where a ticket is filed
 * in an incident before any page, something is sent by then. And instead of every ticket, something is sent before it
 * is over, and at most its tier's short window before it.
 *
 * <p><b>Quietest.</b> Fewest pages; then fewest that are sev1; then fewest at night, which is from 22:00 to 08:00; then
 * fewest tickets; then fewest tiers changed; then the tiers that are closest to the present ones.
 *
 * <p><b>What is tried.</b> One tier for each severity that the present policy has, with the long window half, twice
 * and four times as long, the short one a twelfth, a sixth or a quarter of it, half to four times the budget, and two
 * higher floors for bad events. No tier lets more than four times the present budget be spent, so silence is never the
 * answer; and the factor of tickets never rises, for a burn below it spends the whole budget without a word.
 * Everything is decided by the engine that also decides live, each tier once; what a policy sends follows from that,
 * and what is found is replayed as a whole.
 *
 * <p>The answer is fitted to this history. Where that is at least 42 days long, a second one is fitted to its first
 * two thirds, and it is told what that one does on the last third. The same history always gives the same answer.
 * Keeps nothing between calls, but a history of all SLOs in memory while it works: 24 bytes for each bucket.
 */
public final class SuggestPolicy {

    private static final Duration LONG_ENOUGH = Duration.ofDays(42);

    /** Is told how far the work has come. */
    public interface Progress {

        /** So many buckets have been read. */
        void read(long buckets);

        /** Of the tiers that are tried for this SLO, so many are done. */
        void tried(SloName slo, int tiers, int of);
    }

    /**
     * Looks for a quieter policy for every SLO that has buckets.
     *
     * @param rules the present rule for an SLO of this name in buckets of this length; an
     *     {@link IllegalArgumentException} of it is thrown on
     * @param incidents those that are known; none when burns themselves are the yardstick
     * @param zone where the nights are
     * @return one for each SLO, by name
     */
    public List<PolicySuggestion> suggest(
            SampleFeed feed,
            BiFunction<SloName, Duration, AlertRule> rules,
            List<KnownIncident> incidents,
            ZoneId zone,
            Progress progress) {
        MemoryFeed history = MemoryFeed.of(feed, progress::read);
        return history.series().stream()
                .filter(series -> series.size() > 0)
                .sorted(Comparator.comparing(series -> series.name().value()))
                .map(series -> {
                    Replay replay = replay(history.only(series), rules);
                    PolicyGrid grid = PolicyGrid.around(replay.rule());
                    return suggest(history.only(series), series, replay, grid, incidents, zone, progress);
                })
                .toList();
    }

    /** The same for one SLO, in a grid of the caller's. */
    PolicySuggestion suggest(
            MemoryFeed history,
            Series series,
            Replay present,
            PolicyGrid grid,
            List<KnownIncident> incidents,
            ZoneId zone,
            Progress progress) {
        Demands demands = Demands.of(present, series, incidents);
        if (!asksForAPage(demands.all())) {
            return new PolicySuggestion(
                    present.rule(),
                    demands.yardstick(),
                    0,
                    0,
                    new Outcome.NothingToFit(whyNothing(demands)),
                    new Holdout.NothingToFit());
        }
        PolicySearch search = search(series, present.rule(), grid, zone, progress);

        long end = present.to().getEpochSecond();
        Optional<AlertPolicy> found = quieter(search, demands.all(), present, zone, end);
        Outcome outcome = found.<Outcome>map(policy -> quieter(history, present, policy, incidents, zone))
                .orElseGet(Outcome.NothingQuieter::new);
        return new PolicySuggestion(
                present.rule(),
                demands.yardstick(),
                grid.tiers(),
                grid.policies(),
                outcome,
                holdout(history, search, demands, present, zone));
    }

    private static PolicySearch search(
            Series series, AlertRule rule, PolicyGrid grid, ZoneId zone, Progress progress) {
        int[] done = {0};
        List<List<TierTrial>> trials = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            List<BurnTier> tiers = grid.of(severity);
            trials.add(
                    tiers.isEmpty()
                            ? List.of(TierTrial.none())
                            : TierTrial.of(series, rule.slo(), rule.policy(), tiers, zone, tried -> {
                                done[0] += tried;
                                progress.tried(series.name(), done[0], grid.tiers());
                            }));
        }
        return new PolicySearch(trials.get(0), trials.get(1), trials.get(2));
    }

    /** The quietest policy by what was known at this boundary, if it is quieter there than the present one. */
    private static Optional<AlertPolicy> quieter(
            PolicySearch search, List<Demand> demands, Replay present, ZoneId zone, long until) {
        Noise noise = noise(present, zone, Long.MIN_VALUE, until);
        return search.best(demands, until)
                .filter(choice -> choice.noise().compareTo(noise) < 0)
                .map(Choice::tiers)
                .map(tiers -> PolicyGrid.policy(present.rule().policy(), tiers));
    }

    private static Outcome quieter(
            MemoryFeed history, Replay present, AlertPolicy policy, List<KnownIncident> incidents, ZoneId zone) {
        List<Replay> before = List.of(present);
        List<Replay> after = List.of(replay(history, present, policy));
        ScoreReplay score = new ScoreReplay();
        Optional<List<KnownIncident>> labels = Optional.of(incidents).filter(known -> !known.isEmpty());
        return new Outcome.Quieter(
                policy,
                changes(present.rule().policy(), policy),
                new ComparePolicies().compare(before, after, zone),
                labels.map(known -> score.score(before, known, zone)),
                labels.map(known -> score.score(after, known, zone)));
    }

    private static List<TierChange> changes(AlertPolicy before, AlertPolicy after) {
        return after.tiers().stream()
                .filter(tier -> !before.tiers().contains(tier))
                .map(tier -> new TierChange(
                        before.tiers().stream()
                                .filter(own -> own.severity() == tier.severity())
                                .findFirst()
                                .orElse(tier),
                        tier))
                .toList();
    }

    private static Holdout holdout(
            MemoryFeed history, PolicySearch search, Demands demands, Replay present, ZoneId zone) {
        Duration span = Duration.between(present.from(), present.to());
        if (span.compareTo(LONG_ENOUGH) < 0) {
            return new Holdout.TooShort(LONG_ENOUGH);
        }
        long resolution = present.rule().slo().resolution().toSeconds();
        long cut = present.from().getEpochSecond() + span.toSeconds() * 2 / 3 / resolution * resolution;
        List<Demand> first = demands.until(cut);
        if (!asksForAPage(first)) {
            return new Holdout.NothingToFit();
        }
        Optional<AlertPolicy> fitted = quieter(search, first, present, zone, cut);
        Replay after = fitted.map(policy -> replay(history, present, policy)).orElse(present);
        List<Demand> last = demands.after(cut);
        Set<Thing> broken = last.stream()
                .filter(demand -> !isMet(demand, after))
                .map(Demand::thing)
                .collect(Collectors.toSet());
        return new Holdout.HeldOut(
                Instant.ofEpochSecond(cut),
                fitted,
                sent(noise(present, zone, cut, Long.MAX_VALUE)),
                sent(noise(after, zone, cut, Long.MAX_VALUE)),
                (int) last.stream().map(Demand::thing).distinct().count(),
                broken.stream()
                        .sorted(Comparator.comparing(Thing::at)
                                .thenComparing(Thing::kind)
                                .thenComparing(Thing::id))
                        .toList());
    }

    private static boolean isMet(Demand demand, Replay replay) {
        if (demand.standing()) {
            return replay.transitions().stream()
                    .filter(transition -> transition.at().getEpochSecond() <= demand.deadline())
                    .reduce((earlier, later) -> later)
                    .flatMap(transition -> transition.after().severity())
                    .filter(severity -> !demand.severity().isAbove(severity))
                    .isPresent();
        }
        return replay.alarms().stream()
                .anyMatch(alarm -> !demand.severity().isAbove(alarm.severity())
                        && alarm.at().getEpochSecond() >= demand.from()
                        && alarm.at().getEpochSecond() <= demand.deadline());
    }

    /** How loud a replay is after the one boundary and until the other, included. */
    private static Noise noise(Replay replay, ZoneId zone, long after, long until) {
        int pages = 0;
        int sev1 = 0;
        int nights = 0;
        int tickets = 0;
        for (Replay.Alarm alarm : replay.alarms()) {
            long at = alarm.at().getEpochSecond();
            if (at > after && at <= until) {
                boolean page = alarm.severity().isPage();
                pages += page ? 1 : 0;
                sev1 += alarm.severity() == Severity.SEV1 ? 1 : 0;
                nights += page && ReplaySummary.isNight(alarm.at(), zone) ? 1 : 0;
                tickets += page ? 0 : 1;
            }
        }
        return new Noise(pages, sev1, nights, tickets);
    }

    private static Sent sent(Noise noise) {
        return new Sent(noise.pages(), noise.sev1Pages(), noise.nightPages(), noise.tickets());
    }

    private static boolean asksForAPage(List<Demand> demands) {
        return demands.stream().anyMatch(demand -> demand.severity().isPage());
    }

    private static String whyNothing(Demands demands) {
        return demands.yardstick().labelled()
                ? "the present policy pages for none of the known incidents of this history"
                : "the present policy pages for no burn of this history that was worth it";
    }

    private static Replay replay(MemoryFeed history, BiFunction<SloName, Duration, AlertRule> rules) {
        return new ReplayHistory().replay(history, rules, ignored -> {}).replays().getFirst();
    }

    private static Replay replay(MemoryFeed history, Replay present, AlertPolicy policy) {
        AlertRule rule = new AlertRule(present.rule().slo(), policy);
        return replay(history, (name, resolution) -> rule);
    }
}
