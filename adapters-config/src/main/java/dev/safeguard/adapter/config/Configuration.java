package dev.safeguard.adapter.config;

import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.runbook.Runbook;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a configuration file says, in the order in which it says it.
 *
 * @param rules every SLO with its alerts; at least one
 * @param queries of the SLOs that have an {@code sli}
 * @param roster where there is an {@code oncall} section
 * @param prometheus where the SLOs are measured, where it says so
 * @param state where the state is kept, as it was written: a relative path is not resolved
 */
public record Configuration(
        List<AlertRule> rules,
        List<SloQueries> queries,
        List<Symptom> symptoms,
        List<Runbook> runbooks,
        Optional<Roster> roster,
        Optional<PrometheusSection.Server> prometheus,
        Optional<Path> state) {

    public Configuration {
        rules = List.copyOf(rules);
        queries = List.copyOf(queries);
        symptoms = List.copyOf(symptoms);
        runbooks = List.copyOf(runbooks);
    }
}
