package dev.safeguard.adapter.persistence;

import dev.safeguard.application.port.IncidentStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.ServiceName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Incidents as rows of their timelines, with a head row that is rewritten from the fold. */
record JdbiIncidentStore(Transaction transaction) implements IncidentStore {

    private static final String SELECT =
            "SELECT incident, sequence, at, actor_kind, actor, change, message, figures FROM incident_event ";

    @Override
    public Incident open(Function<IncidentId, Incident> draft) {
        IncidentId id = new IncidentId(transaction
                .handle()
                .createQuery("SELECT coalesce(max(id), 0) + 1 FROM incident")
                .mapTo(Long.class)
                .one());
        Incident drafted = draft.apply(id);
        if (!drafted.id().equals(id)) {
            throw new IllegalArgumentException("the incident was to be made as " + id + ", was " + drafted.id());
        }
        Incident incident = kept(drafted);
        // The head first: it is what can be refused, and then nothing of the incident is there.
        saveHead(
                incident,
                "INSERT INTO incident (id, service, state, severity, open)"
                        + " VALUES (:id, :service, :state, :severity, :open)");
        append(id, incident.timeline());
        return incident;
    }

    @Override
    public void save(Incident changed) {
        Incident incident = kept(changed);
        List<IncidentEvent> stored = find(incident.id())
                .map(Incident::timeline)
                .orElseThrow(() -> new IllegalArgumentException(incident.id() + " was never opened"));
        List<IncidentEvent> timeline = incident.timeline();
        if (timeline.size() < stored.size()
                || !timeline.subList(0, stored.size()).equals(stored)) {
            throw new StoreException.Conflict("somebody else has added to " + incident.id() + " meanwhile");
        }
        if (timeline.size() > stored.size()) {
            saveHead(
                    incident,
                    "UPDATE incident SET service = :service, state = :state, severity = :severity, open = :open"
                            + " WHERE id = :id");
            append(incident.id(), timeline.subList(stored.size(), timeline.size()));
        }
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return incidents(query(SELECT + "WHERE incident = :id ORDER BY sequence").bind("id", id.number()))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Incident> latestOf(ServiceName service) {
        return incidents(query(SELECT
                                + "WHERE incident = (SELECT max(id) FROM incident WHERE service = :service)"
                                + " ORDER BY sequence")
                        .bind("service", service.value()))
                .stream()
                .findFirst();
    }

    @Override
    public List<Incident> open() {
        return incidents(query(
                SELECT + "WHERE incident IN (SELECT id FROM incident WHERE open = 1) ORDER BY incident, sequence"));
    }

    @Override
    public List<Incident> all() {
        return incidents(query(SELECT + "ORDER BY incident DESC, sequence"));
    }

    private Query query(String sql) {
        return transaction.handle().createQuery(sql);
    }

    private void saveHead(Incident incident, String sql) {
        try {
            transaction
                    .handle()
                    .createUpdate(sql)
                    .bind("id", incident.id().number())
                    .bind("service", incident.service().value())
                    .bind("state", incident.state().name())
                    .bind("severity", incident.severity().name())
                    .bind("open", incident.isOpen() ? 1 : 0)
                    .execute();
        } catch (JdbiException refused) {
            if (SqliteFailure.isTaken(refused)) {
                throw new StoreException.Conflict(incident.service() + " has an open incident already");
            }
            throw refused;
        }
    }

    private void append(IncidentId id, List<IncidentEvent> events) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("INSERT INTO incident_event"
                        + " (incident, sequence, at, actor_kind, actor, change, message, figures)"
                        + " VALUES (:incident, :sequence, :at, :actorKind, :actor, :change, :message, :figures)");
        for (IncidentEvent event : events) {
            batch.bind("incident", id.number())
                    .bind("sequence", event.sequence())
                    .bind("at", event.at().toEpochMilli())
                    .bind("actorKind", event.actor().kind().name())
                    .bind("actor", event.actor().name())
                    .bind("change", Json.render(IncidentCodec.write(event.change())))
                    .bind("message", event.message())
                    .bind("figures", Json.render(IncidentCodec.write(event.figures())))
                    .add();
        }
        batch.execute();
    }

    private static List<Incident> incidents(Query query) {
        Map<IncidentId, List<IncidentEvent>> timelines = new LinkedHashMap<>();
        query.map((row, context) -> Map.entry(new IncidentId(row.getLong("incident")), event(row)))
                .forEach(entry -> timelines
                        .computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                        .add(entry.getValue()));
        return timelines.entrySet().stream()
                .map(entry -> new Incident(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static IncidentEvent event(ResultSet row) throws SQLException {
        return new IncidentEvent(
                row.getLong("sequence"),
                Instant.ofEpochMilli(row.getLong("at")),
                new Actor(Actor.Kind.valueOf(row.getString("actor_kind")), row.getString("actor")),
                IncidentCodec.readChange(Json.parse(row.getString("change"))),
                row.getString("message"),
                IncidentCodec.readFigures(Json.parse(row.getString("figures"))));
    }

    /** The incident as it will come back: instants to the millisecond. */
    private static Incident kept(Incident incident) {
        return new Incident(
                incident.id(),
                incident.timeline().stream()
                        .map(event -> new IncidentEvent(
                                event.sequence(),
                                Instant.ofEpochMilli(event.at().toEpochMilli()),
                                event.actor(),
                                event.change(),
                                event.message(),
                                event.figures()))
                        .toList());
    }
}
