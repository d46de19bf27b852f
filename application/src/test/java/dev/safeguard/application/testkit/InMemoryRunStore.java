package dev.safeguard.application.testkit;

import dev.safeguard.application.port.RunStore;
import dev.safeguard.application.port.StoreException;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.runbook.AutomationPause;
import dev.safeguard.domain.runbook.Lease;
import dev.safeguard.domain.runbook.Reversal;
import dev.safeguard.domain.runbook.RunId;
import dev.safeguard.domain.runbook.RunbookRun;
import dev.safeguard.domain.runbook.Walk;
import dev.safeguard.domain.slo.ServiceName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs, reversals and the ledger in maps that keep the order in which things were first stored. */
final class InMemoryRunStore implements RunStore {

    private final InMemoryAccess access;
    private final Map<RunId, RunbookRun> runs = new LinkedHashMap<>();
    private final Map<RunId, Reversal> reversals = new LinkedHashMap<>();
    private final Map<RunId, Lease> leases = new HashMap<>();
    private final Map<String, ActiveMitigation> ledger = new LinkedHashMap<>();
    private Optional<AutomationPause> pause = Optional.empty();

    InMemoryRunStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryRunStore copy(InMemoryAccess to) {
        InMemoryRunStore copy = new InMemoryRunStore(to);
        copy.runs.putAll(runs);
        copy.reversals.putAll(reversals);
        copy.leases.putAll(leases);
        copy.ledger.putAll(ledger);
        copy.pause = pause;
        return copy;
    }

    @Override
    public void save(Walk walk, Lease lease) {
        access.write();
        switch (walk) {
            case RunbookRun run -> {
                if (reversals.containsKey(run.id())) {
                    throw new IllegalArgumentException(run.id() + " is not a run");
                }
                check(run, lease);
                runs.put(run.id(), Milliseconds.of(run));
            }
            case Reversal reversal -> {
                if (runs.containsKey(reversal.id())) {
                    throw new IllegalArgumentException(reversal.id() + " is not a reversal");
                }
                check(reversal, lease);
                reversals.put(reversal.id(), Milliseconds.of(reversal));
            }
        }
        leases.put(walk.id(), Milliseconds.of(lease));
    }

    private void check(Walk walk, Lease lease) {
        refuseSecondActive(walk.id(), walk.service(), !walk.isFinished());
        Lease stored = leases.get(walk.id());
        boolean takenOver = stored != null
                && (stored.fence() > lease.fence()
                        || (stored.fence() == lease.fence() && !stored.owner().equals(lease.owner())));
        if (takenOver) {
            throw new StoreException.Fenced(walk.id() + " was taken over by another worker");
        }
    }

    @Override
    public Optional<Lease> lease(RunId id) {
        access.read();
        return Optional.ofNullable(leases.get(id));
    }

    @Override
    public Optional<RunbookRun> activeRun(ServiceName service) {
        return runsOf(service).stream().filter(run -> !run.isFinished()).findFirst();
    }

    @Override
    public Optional<Reversal> activeReversal(ServiceName service) {
        access.read();
        return reversals.values().stream()
                .filter(reversal -> reversal.service().equals(service) && !reversal.isFinished())
                .findFirst();
    }

    @Override
    public List<RunbookRun> runsOf(ServiceName service) {
        access.read();
        return runs.values().stream()
                .filter(run -> run.service().equals(service))
                .toList();
    }

    @Override
    public RunId nextId(String subject) {
        access.read();
        int number = 1;
        while (runs.containsKey(RunId.of(subject, number)) || reversals.containsKey(RunId.of(subject, number))) {
            number++;
        }
        return RunId.of(subject, number);
    }

    @Override
    public void add(ActiveMitigation mitigation) {
        access.write();
        ledger.put(mitigation.id(), Milliseconds.of(mitigation));
    }

    @Override
    public void remove(ActiveMitigation mitigation) {
        access.write();
        ledger.remove(mitigation.id());
    }

    @Override
    public List<ActiveMitigation> activeMitigations(ServiceName service) {
        return activeMitigations().stream()
                .filter(mitigation -> mitigation.service().equals(service))
                .toList();
    }

    @Override
    public List<ActiveMitigation> activeMitigations() {
        access.read();
        return ledger.values().stream()
                .sorted(Comparator.comparing(ActiveMitigation::since))
                .toList();
    }

    @Override
    public Optional<AutomationPause> pause() {
        access.read();
        return pause;
    }

    @Override
    public void setPause(Optional<AutomationPause> pause) {
        access.write();
        this.pause = pause.map(pulled ->
                new AutomationPause(pulled.by(), pulled.reason(), Milliseconds.of(pulled.since())));
    }

    private void refuseSecondActive(RunId id, ServiceName service, boolean active) {
        boolean other = active
                && Stream.concat(
                                activeRun(service).map(RunbookRun::id).stream(),
                                activeReversal(service).map(Reversal::id).stream())
                        .anyMatch(running -> !running.equals(id));
        if (other) {
            throw new StoreException.Conflict("another run or reversal of " + service + " is active");
        }
    }
}
