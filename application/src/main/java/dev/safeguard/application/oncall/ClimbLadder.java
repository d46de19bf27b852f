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
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Climbs the ladders whose next level is due: writes who is paged and why on the timeline, and puts the page in the
 * outbox, in one transaction.
 */
public final class ClimbLadder {

    private final Roster roster;

    public ClimbLadder(Roster roster) {
        this.roster = roster;
    }

    /** Climbs every ladder that is due by now, within the transaction of these stores. */
    public void climbDue(Stores stores, Instant now) {
        stores.escalations().due().stream()
                .filter(ladder -> ladder.dueAt().filter(at -> !at.isAfter(now)).isPresent())
                .forEach(ladder -> climb(stores, ladder, "nobody acknowledged in time", now));
    }

    /** Goes to the next level at once, whoever has acknowledged: the incident needs somebody higher. */
    public void urge(Stores stores, IncidentId id, String reason, Instant now) {
        stores.escalations()
                .find(id.toString())
                .ifPresent(ladder -> climb(stores, ladder.urged(now), reason, now));
    }

    /** Stops the ladder of an incident whose alert has cleared; a re-fire goes on from where it was. */
    public void pause(Stores stores, IncidentId id) {
        stores.escalations().find(id.toString()).map(Escalation::paused).ifPresent(stores.escalations()::save);
    }

    private void climb(Stores stores, Escalation ladder, String reason, Instant now) {
        Incident incident = stores.incidents().find(IncidentId.of(ladder.subject())).orElseThrow();
        Escalation.Climb climb = ladder.climb(roster, now);
        if (climb.exhausted()) {
            incident = escalated(incident, "every level was paged and nobody acknowledged: the ladder is exhausted", now);
        }
        for (Escalation.Page page : climb.pages()) {
            boolean higher = ladder.reached() > 0;
            if (page.isSkipped()) {
                incident = escalated(incident, "level " + page.level() + " has nobody on call and is skipped", now);
            } else {
                if (higher) {
                    incident = escalated(incident, reason + " -> level " + page.level(), now);
                }
                incident = paged(stores, incident, page, now);
            }
        }
        stores.incidents().save(incident);
        stores.escalations().save(climb.after());
    }

    private static Incident escalated(Incident incident, String message, Instant now) {
        return incident.with(now, Actor.ONCALL, new Change.Recorded(Change.Fact.ESCALATE), message, Figures.NONE);
    }

    private static Incident paged(Stores stores, Incident incident, Escalation.Page page, Instant now) {
        Figures burn = latestBurn(incident);
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
                .orElse(Figures.NONE);
    }
}
