package dev.safeguard.application.port;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.AlertState;
import dev.safeguard.domain.slo.SloName;
import java.util.List;
import java.util.Optional;

/** The SLOs under watch, and what their alerts remember. */
public interface AlertStore {

    /** Stores the rule, in place of the one of the same SLO. */
    void saveRule(AlertRule rule);

    /** All rules, by name of their SLO. */
    List<AlertRule> rules();

    Optional<AlertRule> findRule(SloName slo);

    /** Stores the state, in place of the one of the same SLO. Instants are kept to the millisecond. */
    void save(AlertState state);

    Optional<AlertState> find(SloName slo);
}
