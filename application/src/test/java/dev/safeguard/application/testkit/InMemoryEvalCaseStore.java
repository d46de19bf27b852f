package dev.safeguard.application.testkit;

import dev.safeguard.application.port.EvalCaseStore;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.IncidentId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Eval cases in a map by id, in the order in which they were first stored. */
final class InMemoryEvalCaseStore implements EvalCaseStore {

    private final InMemoryAccess access;
    private final Map<String, EvalCase> cases = new LinkedHashMap<>();

    InMemoryEvalCaseStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryEvalCaseStore copy(InMemoryAccess to) {
        InMemoryEvalCaseStore copy = new InMemoryEvalCaseStore(to);
        copy.cases.putAll(cases);
        return copy;
    }

    @Override
    public void save(EvalCase evalCase) {
        access.write();
        cases.putIfAbsent(evalCase.id(), Milliseconds.of(evalCase));
    }

    @Override
    public Optional<EvalCase> find(String id) {
        access.read();
        return Optional.ofNullable(cases.get(id));
    }

    @Override
    public Optional<EvalCase> ofIncident(IncidentId incident) {
        access.read();
        return cases.values().stream()
                .filter(evalCase -> evalCase.source().equals(incident))
                .reduce((older, newer) -> newer);
    }

    @Override
    public List<EvalCase> all() {
        access.read();
        return List.copyOf(new TreeMap<>(cases).values());
    }
}
