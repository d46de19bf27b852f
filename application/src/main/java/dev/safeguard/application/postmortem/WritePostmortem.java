package dev.safeguard.application.postmortem;

import dev.safeguard.application.incident.IncidentNotFoundException;
import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.PostmortemSink;
import dev.safeguard.application.port.SampleStore;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.oncall.Person;
import dev.safeguard.domain.postmortem.Impact;
import dev.safeguard.domain.postmortem.Postmortem;
import dev.safeguard.domain.slo.Coverage;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Measurement;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Draws up the blameless postmortem of an incident from its timeline and from what was measured meanwhile. */
public final class WritePostmortem {

    private final UnitOfWork work;
    private final Clock clock;
    private final PostmortemSink sink;
    private final List<String> people;

    /** @param people everybody whose name does not belong into a cause */
    public WritePostmortem(UnitOfWork work, Clock clock, PostmortemSink sink, Collection<Person> people) {
        this.work = work;
        this.clock = clock;
        this.sink = sink;
        this.people = people.stream().map(Person::name).toList();
    }

    /**
     * The postmortem as it stands now, in the sink's format.
     *
     * @throws IncidentNotFoundException when there is no such incident
     */
    public String render(IncidentId id) {
        return sink.render(draw(id));
    }

    /**
     * Writes the postmortem into this folder, atomically, and then puts it on the timeline.
     *
     * @return the file
     * @throws IncidentNotFoundException when there is no such incident
     */
    public Path write(IncidentId id, Path folder) {
        Path file = folder.resolve(id + ".md");
        sink.publish(draw(id), file);
        work.commit(stores -> {
            Incident incident = find(stores, id);
            stores.incidents()
                    .save(incident.with(
                            clock.now(),
                            Actor.LEARNING,
                            new Change.Recorded(Change.Fact.POSTMORTEM),
                            "postmortem " + file,
                            Figures.NONE.with("file", file.toString())));
        });
        return file;
    }

    private Postmortem draw(IncidentId id) {
        Instant now = clock.now();
        return work.read(stores -> {
            Incident incident = find(stores, id);
            Slo slo = stores.alerts()
                    .findRule(incident.slo())
                    .orElseThrow(() -> new IllegalStateException("SLO " + incident.slo() + " is not under watch"))
                    .slo();
            return Postmortem.of(
                    incident, slo, impact(stores, incident, slo, now), evalCase(stores, incident), people, now);
        });
    }

    private static Incident find(Stores stores, IncidentId id) {
        return stores.incidents().find(id).orElseThrow(() -> new IncidentNotFoundException(id));
    }

    private static Optional<EvalCase> evalCase(Stores stores, Incident incident) {
        return incident.facts(Change.Fact.EVAL).stream()
                .flatMap(event -> event.figures().text("case").stream())
                .reduce((first, last) -> last)
                .flatMap(stores.evalCases()::find);
    }

    private static Impact impact(Stores stores, Incident incident, Slo slo, Instant now) {
        Instant from = incident.timeline().getFirst().figures().text("onset").map(Instant::parse)
                .orElse(incident.detectedAt());
        Instant until = incident.mitigatedAt().or(incident::resolvedAt).orElse(now);
        EventCounts during = from.isBefore(until)
                ? stores.samples().sum(slo.name(), from, until).counts()
                : EventCounts.NONE;
        SampleStore.Sum period = stores.samples().sum(slo.name(), until.minus(slo.period()), until);
        Measurement overPeriod = Measurement.of(
                period.counts(), new Coverage(period.buckets(), slo.periodWindow().buckets(slo.resolution())));
        Ratio spent = slo.budget().shareOf(during.bad(), overPeriod);
        return new Impact(from, until, during, spent);
    }
}
