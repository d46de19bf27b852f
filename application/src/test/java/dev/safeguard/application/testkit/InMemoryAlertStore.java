package dev.safeguard.application.testkit;

import dev.safeguard.application.port.AlertStore;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.slo.SloName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rules and alert states in maps. */
final class InMemoryAlertStore implements AlertStore {

    private final InMemoryAccess access;
    private final SortedMap<String, AlertRule> rules = new TreeMap<>();
    private final Map<SloName, AlertState> states = new HashMap<>();

    InMemoryAlertStore(InMemoryAccess access) {
        this.access = access;
    }

    InMemoryAlertStore copy(InMemoryAccess to) {
        InMemoryAlertStore copy = new InMemoryAlertStore(to);
        copy.rules.putAll(rules);
        copy.states.putAll(states);
        return copy;
    }

    @Override
    public void saveRule(AlertRule rule) {
        access.write();
        rules.put(rule.slo().name().value(), rule);
    }

    @Override
    public List<AlertRule> rules() {
        access.read();
        return List.copyOf(rules.values());
    }

    @Override
    public Optional<AlertRule> findRule(SloName slo) {
        access.read();
        return Optional.ofNullable(rules.get(slo.value()));
    }

    @Override
    public void save(AlertState state) {
        access.write();
        states.put(state.slo(), Milliseconds.of(state));
    }

    @Override
    public Optional<AlertState> find(SloName slo) {
        access.read();
        return Optional.ofNullable(states.get(slo));
    }
}
