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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;

/** The timelines, one row an entry, and one row an incident for what constraints and look-ups need of it. */
record JdbiIncidentStore(Transaction transaction) implements IncidentStore {

    @Override
    public Incident open(Function<IncidentId, Incident> draft) {
        IncidentId id = new IncidentId(transaction
                .handle()
                .createQuery("SELECT coalesce(max(id), 0) + 1 FROM incident")
                .mapTo(Long.class)
                .one());
        Incident incident = toTheMillisecond(draft.apply(id));
        if (!incident.id().equals(id)) {
            throw new IllegalArgumentException("the incident was to be made as " + id + ", was " + incident.id());
        }
        saveHead(
                incident,
                """
                INSERT INTO incident (id, service, state, severity, open)
                VALUES (:id, :service, :state, :severity, :open)
                """);
        append(id, incident.timeline());
        return incident;
    }

    @Override
    public void save(Incident given) {
        Incident incident = toTheMillisecond(given);
        List<IncidentEvent> stored = find(incident.id())
                .map(Incident::timeline)
                .orElseThrow(() -> new IllegalArgumentException(incident.id() + " was never opened"));
        List<IncidentEvent> timeline = incident.timeline();
        if (timeline.size() < stored.size() || !timeline.subList(0, stored.size()).equals(stored)) {
            throw new StoreException.Conflict("somebody else has added to " + incident.id() + " meanwhile");
        }
        if (timeline.size() > stored.size()) {
            saveHead(incident, "UPDATE incident SET state = :state, severity = :severity, open = :open WHERE id = :id");
            append(incident.id(), timeline.subList(stored.size(), timeline.size()));
        }
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return incidents(":id", Map.of("id", id.number())).stream().findFirst();
    }

    @Override
    public Optional<Incident> latestOf(ServiceName service) {
        return incidents("SELECT max(id) FROM incident WHERE service = :service", Map.of("service", service.value()))
                .stream()
                .findFirst();
    }

    @Override
    public List<Incident> open() {
        return incidents("SELECT id FROM incident WHERE open = 1", Map.of());
    }

    @Override
    public List<Incident> all() {
        return incidents("SELECT id FROM incident", Map.of()).reversed();
    }

    /** Comes before the entries: where the service is taken, none is written. */
    private void saveHead(Incident incident, String sql) {
        try (Update update = transaction.handle().createUpdate(sql)) {
            update.bind("id", incident.id().number())
                    .bind("service", incident.service().value())
                    .bind("state", incident.state().name())
                    .bind("severity", incident.severity().name())
                    .bind("open", incident.isOpen() ? 1 : 0)
                    .execute();
        } catch (UnableToExecuteStatementException failure) {
            throw SqliteFailure.isTaken(failure)
                    ? new StoreException.Conflict(incident.service() + " has an open incident already")
                    : failure;
        }
    }

    private void append(IncidentId id, List<IncidentEvent> entries) {
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch(
                        """
                        INSERT INTO incident_event
                            (incident, sequence, at, actor_kind, actor, change, message, figures)
                        VALUES (:incident, :sequence, :at, :actorKind, :actor, :change, :message, :figures)
                        """);
        for (IncidentEvent entry : entries) {
            batch.bind("incident", id.number())
                    .bind("sequence", entry.sequence())
                    .bind("at", entry.at().toEpochMilli())
                    .bind("actorKind", entry.actor().kind().name())
                    .bind("actor", entry.actor().name())
                    .bind("change", IncidentCodec.json(entry.change()).toString())
                    .bind("message", entry.message())
                    .bind("figures", IncidentCodec.json(entry.figures()).toString())
                    .add();
        }
        batch.execute();
    }

    /** The incidents whose numbers this selects, by number. */
    private List<Incident> incidents(String which, Map<String, ?> arguments) {
        TreeMap<IncidentId, List<IncidentEvent>> timelines = new TreeMap<>();
        transaction
                .handle()
                .createQuery(
                        """
                        SELECT incident, sequence, at, actor_kind, actor, change, message, figures
                        FROM incident_event
                        WHERE incident IN (%s)
                        ORDER BY incident, sequence
                        """
                                .formatted(which))
                .bindMap(arguments)
                .map(JdbiIncidentStore::entry)
                .forEach(entry -> timelines
                        .computeIfAbsent(entry.incident(), id -> new ArrayList<>())
                        .add(entry.event()));
        return timelines.entrySet().stream()
                .map(timeline -> new Incident(timeline.getKey(), timeline.getValue()))
                .toList();
    }

    private record Entry(IncidentId incident, IncidentEvent event) {}

    private static Entry entry(ResultSet row, StatementContext context) throws SQLException {
        IncidentId id = new IncidentId(row.getLong("incident"));
        String what = "an entry of " + id;
        return new Entry(
                id,
                new IncidentEvent(
                        row.getLong("sequence"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        new Actor(Actor.Kind.valueOf(row.getString("actor_kind")), row.getString("actor")),
                        Json.read(what, row.getString("change"), IncidentCodec::change),
                        row.getString("message"),
                        Json.read(what, row.getString("figures"), IncidentCodec::figures)));
    }

    /** As it will be read again, so that it can be compared with what is stored. */
    private static Incident toTheMillisecond(Incident incident) {
        List<IncidentEvent> timeline = incident.timeline().stream()
                .map(event -> new IncidentEvent(
                        event.sequence(),
                        event.at().truncatedTo(ChronoUnit.MILLIS),
                        event.actor(),
                        event.change(),
                        event.message(),
                        event.figures()))
                .toList();
        return new Incident(incident.id(), timeline);
    }
}
