package dev.safeguard.application.testkit;

import dev.safeguard.application.port.IncidentStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.slo.ServiceName;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Incidents in a map by number. */
final class InMemoryIncidentStore implements IncidentStore {

    private final InMemoryAccess access;
    private final TreeMap<IncidentId, Incident> incidents = new TreeMap<>();

    InMemoryIncidentStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryIncidentStore copy(InMemoryAccess to) {
        InMemoryIncidentStore copy = new InMemoryIncidentStore(to);
        copy.incidents.putAll(incidents);
        return copy;
    }

    @Override
    public Incident open(Function<IncidentId, Incident> draft) {
        access.write();
        IncidentId id = new IncidentId(incidents.isEmpty() ? 1 : incidents.lastKey().number() + 1);
        Incident incident = draft.apply(id);
        if (!incident.id().equals(id)) {
            throw new IllegalArgumentException("the incident was to be made as " + id + ", was " + incident.id());
        }
        Incident kept = Milliseconds.of(incident);
        refuseSecondOpen(kept);
        incidents.put(id, kept);
        return kept;
    }

    @Override
    public void save(Incident incident) {
        access.write();
        Incident kept = Milliseconds.of(incident);
        List<IncidentEvent> stored = find(incident.id())
                .map(Incident::timeline)
                .orElseThrow(() -> new IllegalArgumentException(incident.id() + " was never opened"));
        if (kept.timeline().size() < stored.size()
                || !kept.timeline().subList(0, stored.size()).equals(stored)) {
            throw new StoreException.Conflict("somebody else has added to " + incident.id() + " meanwhile");
        }
        refuseSecondOpen(kept);
        incidents.put(incident.id(), kept);
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        access.read();
        return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public Optional<Incident> latestOf(ServiceName service) {
        return all().stream()
                .filter(incident -> incident.service().equals(service))
                .findFirst();
    }

    @Override
    public List<Incident> open() {
        access.read();
        return incidents.values().stream().filter(Incident::isOpen).toList();
    }

    @Override
    public List<Incident> all() {
        access.read();
        return List.copyOf(incidents.descendingMap().values());
    }

    private void refuseSecondOpen(Incident incident) {
        boolean other = incident.isOpen()
                && open().stream()
                        .anyMatch(open -> open.service().equals(incident.service())
                                && !open.id().equals(incident.id()));
        if (other) {
            throw new StoreException.Conflict(incident.service() + " has an open incident already");
        }
    }
}
