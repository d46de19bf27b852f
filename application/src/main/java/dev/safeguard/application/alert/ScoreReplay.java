package dev.safeguard.application.alert;

import dev.safeguard.application.alert.ReplayScore.IncidentScore;
import dev.safeguard.application.alert.ReplayScore.JudgedPage;
import dev.safeguard.application.port.KnownIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a policy would have sent against incidents that are known to have happened. It decides by these rules,
 * keeps nothing and may be used from several threads.
 *
 * <ul>
 *   <li>An incident is not tied to an SLO: whichever SLO tells of it first detects it. At the same time the more severe
 *       one does, then the one whose name comes first.
 *   <li>It is scored when it begins within the history of at least one SLO, the end excluded. Others are listed and not
 *       scored, for nobody can say when they would have been detected.
 *   <li>A page falls into an incident when it is sent from its start on and at most the short window of its tier after
 *       its end, both included: for so long the incident's buckets can still be what pages. The same goes for tickets.
 *   <li>When an SLO's level was paging at the very start, that incident counts as detected after zero, and is said to
 *       have been {@linkplain Detection.Already already paging}. For tickets the same: one stands from when it was
 *       filed until the level is ok.
 *   <li>What is detected by a ticket is told beside the page, and counts for none of the totals.
 *   <li>Precision is the pages that fall into any incident, outside ones included, of all pages. A page that falls into
 *       two overlapping incidents is one right page, and detects them both.
 *   <li>A page sent before an incident falls into none of it, even if it still stood when that began. It is then said
 *       to run into it.
 *   <li>Recall, median and worst detection time are of the scored incidents, those already paging included.
 * </ul>
 */
public final class ScoreReplay {

    /**
     * Scores a replay.
     *
     * @param replays as {@link ReplayHistory} makes them
     * @param incidents in any order; their ids name them and are not otherwise looked at
     * @param zone where the nights are
     */
    public ReplayScore score(List<Replay> replays, List<KnownIncident> incidents, ZoneId zone) {
        List<Stretch> pages = new ArrayList<>();
        List<Stretch> tickets = new ArrayList<>();
        for (Replay replay : replays) {
            pages.addAll(Stretch.pages(replay));
            tickets.addAll(Stretch.tickets(replay));
        }
        List<KnownIncident> ordered = incidents.stream()
                .sorted(Comparator.comparing(KnownIncident::start).thenComparing(KnownIncident::id))
                .toList();

        List<IncidentScore> scored = new ArrayList<>();
        List<KnownIncident> outside = new ArrayList<>();
        for (KnownIncident incident : ordered) {
            if (isWithin(incident.start(), replays)) {
                scored.add(new IncidentScore(
                        incident, detection(incident, pages), detection(incident, tickets), beside(incident, ordered)));
            } else {
                outside.add(incident);
            }
        }
        return new ReplayScore(scored, outside, judged(pages, ordered), ReplaySummary.of(replays, zone));
    }

    /** Whether an alarm falls into an incident. */
    static boolean isIn(KnownIncident incident, Sighting sent) {
        return !sent.at().isBefore(incident.start())
                && !sent.at().isAfter(incident.end().plus(sent.grace()));
    }

    /** What these stretches told of an incident. */
    static Detection detection(KnownIncident incident, List<Stretch> stretches) {
        Optional<Sighting> standing = stretches.stream()
                .filter(stretch -> stretch.stands(incident.start()))
                .map(Stretch::first)
                .min(inOrder());
        Optional<Sighting> first = stretches.stream()
                .flatMap(stretch -> stretch.alarms().stream())
                .filter(sent -> isIn(incident, sent) && standing.stream().noneMatch(sent::equals))
                .min(inOrder());
        if (standing.isPresent()) {
            return new Detection.Already(standing.get(), first);
        }
        return first.<Detection>map(sent -> new Detection.Sent(sent, Duration.between(incident.start(), sent.at())))
                .orElseGet(Detection.Missed::new);
    }

    private static boolean isWithin(Instant start, List<Replay> replays) {
        return replays.stream()
                .anyMatch(replay ->
                        !start.isBefore(replay.from()) && start.isBefore(replay.to()));
    }

    /** The incidents that went on at the same time: each began before the other was over, or when it did. */
    private static List<String> beside(KnownIncident incident, List<KnownIncident> all) {
        return all.stream()
                .filter(other -> !other.equals(incident)
                        && (other.start().equals(incident.start())
                                || (other.start().isBefore(incident.end())
                                        && incident.start().isBefore(other.end()))))
                .map(KnownIncident::id)
                .toList();
    }

    private static List<JudgedPage> judged(List<Stretch> stretches, List<KnownIncident> incidents) {
        List<JudgedPage> judged = new ArrayList<>();
        for (Stretch stretch : stretches) {
            for (Sighting page : stretch.alarms()) {
                List<String> in = incidents.stream()
                        .filter(incident -> isIn(incident, page))
                        .map(KnownIncident::id)
                        .toList();
                judged.add(new JudgedPage(page, in, in.isEmpty() ? runsInto(stretch, page, incidents) : List.of()));
            }
        }
        judged.sort(Comparator.comparing(JudgedPage::page, inOrder()));
        return judged;
    }

    /** The incidents that begin after a page while its stretch goes on. */
    private static List<String> runsInto(Stretch stretch, Sighting page, List<KnownIncident> incidents) {
        return incidents.stream()
                .filter(incident -> incident.start().isAfter(page.at()) && stretch.stands(incident.start()))
                .map(KnownIncident::id)
                .toList();
    }

    private static Comparator<Sighting> inOrder() {
        return Comparator.comparing(Sighting::at)
                .thenComparing(Sighting::severity)
                .thenComparing(sent -> sent.slo().value());
    }
}
