package dev.safeguard.adapter.simulation;

import dev.safeguard.adapter.simulation.Journal.Trouble;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Pager;
import dev.safeguard.application.port.Responder;
import dev.safeguard.application.port.TicketTracker;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.oncall.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The people on call, simulated. The first one that a page names acknowledges it, two minutes after a sev1 page and six
 * after any other, and from then on says every 25 minutes to be still on it, until the all-clear. Where there is a
 * simulated world, whoever acknowledged last finds out, five minutes after the last fault was taken away, that the
 * cause is gone; nobody looks into what nobody was paged for.
 *
 * <p>It remembers nothing from one process to the next. Of trouble that began in an earlier one it is told again that
 * the cause is gone, five minutes after the start at the latest, by whoever acknowledged meanwhile or else by
 * {@code responder}.
 */
public final class SimulatedResponder implements Pager, Responder, TicketTracker {

    private static final Duration SEV1_ACKNOWLEDGEMENT = Duration.ofMinutes(2);
    private static final Duration ACKNOWLEDGEMENT = Duration.ofMinutes(6);
    private static final Duration INVESTIGATION = Duration.ofMinutes(5);
    private static final Duration STATUS_EVERY = Duration.ofMinutes(25);
    private static final Person UNNAMED = new Person("responder");

    private final Clock clock;
    private final Optional<SimulatedWorld> world;
    private final Instant startedAt;
    private final Set<String> pages = new LinkedHashSet<>();
    private final Set<String> tickets = new LinkedHashSet<>();
    private final Map<String, Due> acknowledgements = new LinkedHashMap<>();
    private final Map<String, Due> statuses = new LinkedHashMap<>();
    private Optional<Due> lastAcknowledgement = Optional.empty();
    private Optional<Instant> solved = Optional.empty();

    private SimulatedResponder(Clock clock, Optional<SimulatedWorld> world) {
        this.clock = clock;
        this.world = world;
        this.startedAt = clock.now();
    }

    /** People who look after this world. */
    public static SimulatedResponder lookingAfter(SimulatedWorld world, Clock clock) {
        return new SimulatedResponder(clock, Optional.of(world));
    }

    /** People who acknowledge and know nothing of causes, for a recorded history. */
    public static SimulatedResponder acknowledgingOnly(Clock clock) {
        return new SimulatedResponder(clock, Optional.empty());
    }

    @Override
    public void page(Notification page) {
        boolean isNew = pages.add(page.key());
        if (page.kind() == Notification.Kind.ALL_CLEAR) {
            statuses.remove(page.subject());
            acknowledgements.remove(page.subject());
        } else if (isNew && !page.people().isEmpty()) {
            Duration delay = page.severity() == Severity.SEV1 ? SEV1_ACKNOWLEDGEMENT : ACKNOWLEDGEMENT;
            Person person = page.people().getFirst();
            Decision acknowledge = new Decision.Acknowledge(page.subject(), person);
            acknowledgements.putIfAbsent(page.subject(), new Due(clock.now().plus(delay), acknowledge));
        }
    }

    /** Files it where nobody looks: what is simulated is over before the working hours of a ticket. */
    @Override
    public void file(Notification ticket) {
        tickets.add(ticket.key());
    }

    @Override
    public Optional<Instant> nextAt() {
        return next().map(Due::at);
    }

    @Override
    public List<Decision> decisionsUntil(Instant now) {
        List<Decision> decisions = new ArrayList<>();
        Optional<Due> next = next();
        while (next.isPresent() && !next.get().at().isAfter(now)) {
            decisions.add(decided(next.get()));
            next = next();
        }
        return decisions;
    }

    List<String> pages() {
        return List.copyOf(pages);
    }

    List<String> tickets() {
        return List.copyOf(tickets);
    }

    private Optional<Due> next() {
        return Stream.of(acknowledgements.values().stream(), removal().stream(), statuses.values().stream())
                .flatMap(Function.identity())
                .min(Comparator.comparing(Due::at));
    }

    private Decision decided(Due due) {
        switch (due.decision()) {
            case Decision.Acknowledge acknowledge -> {
                acknowledgements.remove(acknowledge.subject());
                lastAcknowledgement = Optional.of(due);
                planStatus(due.at(), acknowledge.subject(), acknowledge.person());
            }
            case Decision.StillOnIt working -> planStatus(due.at(), working.subject(), working.person());
            case Decision.CauseRemoved ignored -> {
                solved = latestTrouble().flatMap(Trouble::until);
                lastAcknowledgement = Optional.empty();
            }
        }
        return due.decision();
    }

    private void planStatus(Instant last, String subject, Person person) {
        statuses.put(subject, new Due(last.plus(STATUS_EVERY), new Decision.StillOnIt(subject, person)));
    }

    /** That the cause of the latest trouble is gone, when it is, somebody is on it and has not said so yet. */
    private Optional<Due> removal() {
        return latestTrouble()
                .filter(trouble ->
                        trouble.until().isPresent() && !trouble.until().equals(solved))
                .flatMap(this::removal);
    }

    private Optional<Due> removal(Trouble trouble) {
        Instant until = trouble.until().orElseThrow();
        Instant found = latest(until, startedAt).plus(INVESTIGATION);
        if (trouble.from().isBefore(startedAt)) {
            Person person =
                    lastAcknowledgement.map(due -> due.decision().person()).orElse(UNNAMED);
            return Optional.of(new Due(found, new Decision.CauseRemoved(cause(trouble), person)));
        }
        return lastAcknowledgement.map(acknowledged -> new Due(
                latest(found, acknowledged.at()),
                new Decision.CauseRemoved(
                        cause(trouble), acknowledged.decision().person())));
    }

    private Optional<Trouble> latestTrouble() {
        return world.flatMap(there -> there.journal().latestTrouble());
    }

    private static String cause(Trouble trouble) {
        return trouble.faults().entrySet().stream()
                .map(fault -> fault.getKey().cause(fault.getValue()))
                .collect(Collectors.joining("; and "));
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private record Due(Instant at, Decision decision) {}
}
