package dev.safeguard.application.oncall;

import dev.safeguard.application.port.Notification;
import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Figures.Figure;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Climbs the ladders whose next level is due: writes who is paged and why on the timeline, and puts the page in the
 * outbox, in one transaction.
 */
public final class ClimbLadder {

    /** How many times slower than written the ladder is climbed. */
    private static final int AS_WRITTEN = 1;

    private final Roster roster;

    public ClimbLadder(Roster roster) {
        this.roster = roster;
    }

    /**
     * Climbs every ladder that is due by now, within the transaction of these stores.
     *
     * @param burn the figures of what burns now on an incident's service, for the page; the last ones on the timeline
     *     where nothing is known
     */
    public void climbDue(Stores stores, Instant now, Function<Incident, Optional<Figures>> burn) {
        stores.escalations().due().stream()
                .filter(ladder -> ladder.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                .forEach(ladder -> climb(stores, ladder, overdue(ladder), now, burn));
    }

    /**
     * Goes to the next level at once, whoever has acknowledged: the incident needs somebody higher. One that a human
     * declared, so that nobody was paged yet, begins at the first.
     *
     * @param burn the figures of what burns now, for the page
     */
    public void urge(
            Stores stores, IncidentId id, String reason, Instant now, Function<Incident, Optional<Figures>> burn) {
        Escalation ladder = stores.escalations()
                .find(id.toString())
                .map(known -> known.urged(now))
                .orElseGet(() -> Escalation.start(id.toString(), roster.escalation(), AS_WRITTEN, now));
        climb(stores, ladder, Optional.of(reason), now, burn);
    }

    /** Pages the level reached again: it was acknowledged, and has gone on firing without a human action since. */
    public void remind(Stores stores, IncidentId id, Instant now, Function<Incident, Optional<Figures>> burn) {
        stores.escalations()
                .find(id.toString())
                .filter(ladder -> ladder.state() == Escalation.State.ACKNOWLEDGED)
                .ifPresent(ladder ->
                        climb(
                        stores,
                        ladder.restarted(now),
                        Optional.of("still firing, no human action since"),
                        now,
                        burn));
    }

    /**
     * Stops the ladder of an incident whose alert has cleared, and tells those who were paged; a re-fire goes on from
     * where it was.
     */
    public void pause(Stores stores, IncidentId id, Instant now) {
        stores.escalations().find(id.toString()).map(Escalation::paused).ifPresent(stores.escalations()::save);
        Incident incident = stores.incidents().find(id).orElseThrow();
        List<Person> paged = incident.facts(Change.Fact.PAGE).stream()
                .flatMap(page -> page.figures().text("target").stream())
                .distinct()
                .map(Person::new)
                .toList();
        if (!paged.isEmpty()) {
            stores.outbox()
                    .put(new Notification(
                            id + ":all-clear:" + incident.timeline().size(),
                            Notification.Kind.ALL_CLEAR,
                            incident.severity(),
                            id.toString(),
                            paged,
                            id + " " + incident.service() + ": the alert has cleared",
                            now));
        }
    }

    private void climb(
            Stores stores,
            Escalation ladder,
            Optional<String> reason,
            Instant now,
            Function<Incident, Optional<Figures>> burn) {
        Incident incident = stores.incidents().find(IncidentId.of(ladder.subject())).orElseThrow();
        Escalation.Climb climb = ladder.climb(roster, now);
        if (climb.exhausted()) {
            incident = escalated(incident, "every level was paged and nobody acknowledged: the ladder is exhausted", now);
        }
        for (Escalation.Page page : climb.pages()) {
            if (page.isSkipped()) {
                incident = escalated(incident, "level " + page.level() + " has nobody on call and is skipped", now);
            } else {
                if (reason.isPresent()) {
                    incident = escalated(incident, reason.get() + " -> level " + page.level(), now);
                }
                incident = paged(stores, incident, page, burn.apply(incident), now);
            }
        }
        stores.incidents().save(incident);
        stores.escalations().save(climb.after());
    }

    /** Why a ladder goes on; the first level needs no reason beyond the alert. */
    private static Optional<String> overdue(Escalation ladder) {
        return ladder.reached() == 0 ? Optional.empty() : Optional.of("nobody acknowledged in time");
    }

    private static Incident escalated(Incident incident, String message, Instant now) {
        return incident.with(now, Actor.ONCALL, new Change.Recorded(Change.Fact.ESCALATE), message, Figures.NONE);
    }

    private static Incident paged(
            Stores stores, Incident incident, Escalation.Page page, Optional<Figures> burnNow, Instant now) {
        Figures burn = burnNow.orElseGet(() -> latestBurn(incident));
        List<Person> people = page.people();
        String names = people.stream().map(Person::name).collect(Collectors.joining(", "));
        String message = "page -> " + names + " (level " + page.level() + ")";
        Figures figures = burn.with("target", names).with("level", page.level());
        String key = incident.id() + ":page:" + (incident.timeline().size() + 1);
        stores.outbox()
                .put(new Notification(
                        key,
                        Notification.Kind.PAGE,
                        incident.severity(),
                        incident.id().toString(),
                        people,
                        PageText.of(incident, names),
                        now));
        return incident.with(now, Actor.ONCALL, new Change.Recorded(Change.Fact.PAGE), message, figures);
    }

    private static Figures latestBurn(Incident incident) {
        return incident.timeline().reversed().stream()
                .filter(event -> !(event.change() instanceof Change.Recorded))
                .map(event -> event.figures())
                .filter(figures -> figures.text("tier").isPresent())
                .findFirst()
                .map(ClimbLadder::withoutOnset)
                .orElse(Figures.NONE);
    }

    /** When it began is a figure of the detection, and not of every page. */
    private static Figures withoutOnset(Figures figures) {
        Map<String, Figure> values = new LinkedHashMap<>(figures.values());
        values.remove("onset");
        return new Figures(values);
    }
}
