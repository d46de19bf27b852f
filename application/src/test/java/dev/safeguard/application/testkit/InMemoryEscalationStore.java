package dev.safeguard.application.testkit;

import dev.safeguard.application.port.EscalationStore;
import dev.safeguard.domain.oncall.Escalation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ladders in a map by subject. */
final class InMemoryEscalationStore implements EscalationStore {

    private final InMemoryAccess access;
    private final SortedMap<String, Escalation> ladders = new TreeMap<>();

    InMemoryEscalationStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryEscalationStore copy(InMemoryAccess to) {
        InMemoryEscalationStore copy = new InMemoryEscalationStore(to);
        copy.ladders.putAll(ladders);
        return copy;
    }

    @Override
    public void save(Escalation escalation) {
        access.write();
        ladders.put(escalation.subject(), Milliseconds.of(escalation));
    }

    @Override
    public Optional<Escalation> find(String subject) {
        access.read();
        return Optional.ofNullable(ladders.get(subject));
    }

    @Override
    public List<Escalation> due() {
        access.read();
        return ladders.values().stream()
                .filter(ladder -> ladder.dueAt().isPresent())
                .sorted(Comparator.comparing(Escalation::nextAt))
                .toList();
    }
}
