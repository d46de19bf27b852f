package dev.safeguard.domain.incident;

import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.ServiceName;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An incident: the fold over its append-only timeline. Every other value is derived from the entries, so what is shown
 * can always be explained by what happened.
 */
public record Incident(IncidentId id, List<IncidentEvent> timeline) {

    /** The timeline must be one that {@link #with} could have built: gapless, and every move legal. */
    public Incident {
        timeline = List.copyOf(timeline);
        if (timeline.isEmpty() || !(timeline.getFirst().change() instanceof Change.Detected)) {
            throw new IllegalArgumentException(id + " does not begin with its detection");
        }
        IncidentState state = IncidentState.DETECTED;
        for (int i = 0; i < timeline.size(); i++) {
            IncidentEvent event = timeline.get(i);
            if (event.sequence() != i + 1L) {
                throw new IllegalArgumentException(
                        id + " has event " + event.sequence() + " where event " + (i + 1) + " belongs");
            }
            Optional<IncidentState> target = event.change().target();
            if (i > 0 && target.isPresent()) {
                state = moved(id, state, target.get(), event.change());
            }
        }
    }

    /** A new incident, detected now. */
    public static Incident detected(
            IncidentId id, Instant at, Actor actor, Change.Detected detected, String message, Figures figures) {
        return new Incident(id, List.of(new IncidentEvent(1, at, actor, detected, message, figures)));
    }

    /**
     * This incident with one more entry.
     *
     * @throws IllegalTransitionException when the transition table does not have the move
     */
    public Incident with(Instant at, Actor actor, Change change, String message, Figures figures) {
        change.target().ifPresent(target -> moved(id, state(), target, change));
        List<IncidentEvent> longer = new ArrayList<>(timeline);
        longer.add(new IncidentEvent(timeline.size() + 1L, at, actor, change, message, figures));
        return new Incident(id, longer);
    }

    public Incident with(Instant at, Actor actor, Change change, String message) {
        return with(at, actor, change, message, Figures.NONE);
    }

    private static IncidentState moved(IncidentId id, IncidentState from, IncidentState to, Change change) {
        if (!from.legalNext().contains(to)) {
            throw new IllegalTransitionException(id, from, to);
        }
        boolean reopens = change instanceof Change.Reopened;
        if (reopens != (from == IncidentState.RESOLVED && to == IncidentState.MITIGATING)) {
            throw new IllegalTransitionException(id, from, reopens);
        }
        return to;
    }

    /** Where it stands: where the last entry that moves it led. */
    public IncidentState state() {
        for (int i = timeline.size() - 1; i >= 0; i--) {
            Optional<IncidentState> target = timeline.get(i).change().target();
            if (target.isPresent()) {
                return target.get();
            }
        }
        throw new IllegalStateException("a timeline begins with a detection");
    }

    public boolean isOpen() {
        return state().isOpen();
    }

    private Change.Detected detection() {
        return (Change.Detected) timeline.getFirst().change();
    }

    public ServiceName service() {
        return detection().service();
    }

    /** The SLO that was first to burn. */
    public SloName slo() {
        return detection().slo();
    }

    /** Every SLO that burned, in the order in which they joined. */
    public List<SloName> slos() {
        return Stream.concat(
                        Stream.of(slo()), changes(Change.Joined.class).map(Change.Joined::slo))
                .distinct()
                .toList();
    }

    /** The worst severity seen. */
    public Severity severity() {
        return changes(Change.Joined.class)
                .map(Change.Joined::severity)
                .reduce(detection().severity(), (a, b) -> b.isAbove(a) ? b : a);
    }

    /** The likely symptom by the latest triage. */
    public Optional<String> symptom() {
        return changes(Change.Triaged.class).map(Change.Triaged::symptom).reduce((first, last) -> last);
    }

    /** The runbook that the latest triage picked. */
    public Optional<String> runbook() {
        return changes(Change.Triaged.class).reduce((first, last) -> last).flatMap(Change.Triaged::runbook);
    }

    /** The root cause as it was last stated. */
    public Optional<String> cause() {
        return changes(Change.CauseFound.class).map(Change.CauseFound::cause).reduce((first, last) -> last);
    }

    /** The incidents that this one follows. */
    public List<IncidentId> links() {
        return detection().follows().stream().toList();
    }

    public Instant detectedAt() {
        return timeline.getFirst().at();
    }

    /** The first acknowledgement. */
    public Optional<Instant> acknowledgedAt() {
        return first(Change.Acknowledged.class);
    }

    /** When users were last served again; empty once it is being mitigated again, until they are served once more. */
    public Optional<Instant> mitigatedAt() {
        return timeline.reversed().stream()
                .filter(event -> event.change().target().filter(Incident::isMitigation).isPresent())
                .findFirst()
                .filter(event -> event.change() instanceof Change.Mitigated)
                .map(IncidentEvent::at);
    }

    private static boolean isMitigation(IncidentState state) {
        return state == IncidentState.MITIGATING || state == IncidentState.MITIGATED;
    }

    /** When it was last resolved; empty while it is open. */
    public Optional<Instant> resolvedAt() {
        return isOpen() ? Optional.empty() : last(Change.Resolved.class);
    }

    public Optional<Instant> closedAt() {
        return last(Change.Closed.class).or(() -> last(Change.Cancelled.class));
    }

    /** Why mitigations stay on though it is over, where they do and it has been said. */
    public Optional<String> leftOn() {
        return isOpen()
                ? Optional.empty()
                : timeline.reversed().stream()
                        .takeWhile(event -> !(event.change() instanceof Change.Reopened))
                        .filter(event -> event.change().equals(new Change.Recorded(Change.Fact.LEFT_ON)))
                        .findFirst()
                        .flatMap(event -> event.figures().text("reason"));
    }

    /** The last thing a human did about it; notes count. */
    public Optional<Instant> lastHumanActionAt() {
        return timeline.reversed().stream()
                .filter(event -> event.actor().isHuman())
                .findFirst()
                .map(IncidentEvent::at);
    }

    public Optional<Duration> timeToAcknowledge() {
        return acknowledgedAt().map(at -> Duration.between(detectedAt(), at));
    }

    public Optional<Duration> timeToMitigate() {
        return mitigatedAt().map(at -> Duration.between(detectedAt(), at));
    }

    public Optional<Duration> timeToResolve() {
        return resolvedAt().map(at -> Duration.between(detectedAt(), at));
    }

    /** The entries that record facts of this sort, in order. */
    public List<IncidentEvent> facts(Change.Fact fact) {
        return timeline.stream()
                .filter(event -> event.change() instanceof Change.Recorded recorded && recorded.fact() == fact)
                .toList();
    }

    private <C extends Change> Stream<C> changes(Class<C> type) {
        return timeline.stream().map(IncidentEvent::change).filter(type::isInstance).map(type::cast);
    }

    private <C extends Change> Optional<Instant> first(Class<C> type) {
        return timeline.stream()
                .filter(event -> type.isInstance(event.change()))
                .findFirst()
                .map(IncidentEvent::at);
    }

    private <C extends Change> Optional<Instant> last(Class<C> type) {
        return timeline.reversed().stream()
                .filter(event -> type.isInstance(event.change()))
                .findFirst()
                .map(IncidentEvent::at);
    }
}
