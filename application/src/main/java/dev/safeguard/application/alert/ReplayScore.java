package dev.safeguard.application.alert;

import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.domain.slo.Ratio;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A replay held against known incidents; {@link ScoreReplay} says by which rules.
 *
 * @param incidents those that began within the history, by their start and then by their id
 * @param outside those that did not, in the same order: not scored
 * @param pages every page of the replay, in the order of time, and the incidents it falls into
 * @param summary what the policy asks of those on call
 */
public record ReplayScore(
        List<IncidentScore> incidents, List<KnownIncident> outside, List<JudgedPage> pages, ReplaySummary summary) {

    public ReplayScore {
        incidents = List.copyOf(incidents);
        outside = List.copyOf(outside);
        pages = List.copyOf(pages);
    }

    /** How many of the scored incidents were paged for. */
    public int detected() {
        return (int) incidents.stream()
                .filter(scored -> scored.page().isDetected())
                .count();
    }

    /** How many of the detected ones were detected because the level was paging when they began. */
    public int alreadyPaging() {
        return (int) incidents.stream()
                .filter(scored -> scored.page() instanceof Detection.Already)
                .count();
    }

    /** How many scored incidents nobody was paged for but a ticket told of. */
    public int ticketOnly() {
        return (int) incidents.stream()
                .filter(scored ->
                        !scored.page().isDetected() && scored.ticket().isDetected())
                .count();
    }

    /** How many pages fall into an incident, scored or not. */
    public int rightPages() {
        return (int) pages.stream().filter(page -> !page.incidents().isEmpty()).count();
    }

    /** Pages that fall into an incident, of all pages; empty without a page. */
    public Optional<Ratio> precision() {
        return pages.isEmpty() ? Optional.empty() : Optional.of(Ratio.of(rightPages(), pages.size()));
    }

    /** Incidents paged for, of all scored ones; empty without one. */
    public Optional<Ratio> recall() {
        return incidents.isEmpty() ? Optional.empty() : Optional.of(Ratio.of(detected(), incidents.size()));
    }

    /** The time to the page in the middle of the detected incidents, of an even number half-way between the two there. */
    public Optional<Duration> medianDetection() {
        return Middle.ofDurations(detectionTimes());
    }

    /** The longest time to the page of a detected incident. */
    public Optional<Duration> worstDetection() {
        return detectionTimes().stream().max(Comparator.naturalOrder());
    }

    private List<Duration> detectionTimes() {
        return incidents.stream()
                .flatMap(scored -> scored.page().after().stream())
                .toList();
    }

    /**
     * What became of one incident.
     *
     * @param page whether a page told of it
     * @param ticket whether a ticket did, whatever pages did
     * @param overlaps the ids of the other incidents that went on at the same time, in order
     */
    public record IncidentScore(KnownIncident incident, Detection page, Detection ticket, List<String> overlaps) {
        public IncidentScore {
            overlaps = List.copyOf(overlaps);
        }
    }

    /**
     * A page, and whether anything was wrong.
     *
     * @param incidents the ids of the incidents it falls into, in order; empty when it woke somebody for nothing known
     * @param runsInto the ids of the incidents that began while the page still stood, when it falls into none: it may
     *     have been early rather than wrong, or the incident was written down late
     */
    public record JudgedPage(Sighting page, List<String> incidents, List<String> runsInto) {
        public JudgedPage {
            incidents = List.copyOf(incidents);
            runsInto = List.copyOf(runsInto);
        }
    }
}
