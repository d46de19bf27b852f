package dev.safeguard.application.incident;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentId;
import dev.safeguard.domain.runbook.ActiveMitigation;
import dev.safeguard.domain.slo.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The mitigations on a service that speak against ending its incident: of those left on before, somebody said why. */
record MitigationsOn(List<ActiveMitigation> unexplained) {

    static MitigationsOn of(Stores stores, Incident incident) {
        String own = incident.id().toString();
        return new MitigationsOn(stores.runs().activeMitigations(incident.service()).stream()
                .filter(on -> on.subject().equals(own)
                        || stores.incidents()
                                .find(IncidentId.of(on.subject()))
                                .flatMap(Incident::leftOn)
                                .isEmpty())
                .toList());
    }

    /** In words, where there are any. */
    Optional<String> objection() {
        return unexplained.isEmpty()
                ? Optional.empty()
                : Optional.of(unexplained.size()
                        + (unexplained.size() == 1 ? " mitigation is" : " mitigations are")
                        + " still on (" + names() + ")");
    }

    /** The incident with a human's reason for leaving them on; as it is where nothing is on. */
    Incident left(Incident incident, Optional<String> reason, Actor human, Instant now) {
        return unexplained.isEmpty()
                ? incident
                : reason.map(why -> incident.with(
                                now,
                                human,
                                new Change.Recorded(Change.Fact.LEFT_ON),
                                names() + " left on deliberately: " + why,
                                Figures.NONE.with("mitigations", names()).with("reason", why)))
                        .orElse(incident);
    }

    private String names() {
        return unexplained.stream().map(on -> on.step().name()).collect(Collectors.joining(", "));
    }
}
