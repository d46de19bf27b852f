package dev.safeguard.application.incident;

import dev.safeguard.application.port.Clock;
import dev.safeguard.application.port.Stores;
import dev.safeguard.application.port.UnitOfWork;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.SloName;
import java.util.Optional;

/** Opens an incident by the word of a human, who then has it: nobody is paged. */
public final class DeclareIncident {

    private final UnitOfWork work;
    private final Clock clock;

    public DeclareIncident(UnitOfWork work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * The incident, declared and acknowledged now.
     *
     * @throws IllegalArgumentException when the SLO is not under watch
     * @throws dev.safeguard.application.port.StoreException.Conflict when the service has an open incident already
     */
    public Incident declare(SloName slo, Severity severity, String message, Actor human) {
        return work.write(stores -> {
            AlertRule rule = stores.alerts().findRule(slo).orElseThrow(() -> new IllegalArgumentException(
                    "there is no SLO " + slo + " under watch; there are "
                            + stores.alerts().rules().stream().map(known -> known.slo().name().value()).toList()));
            return declare(stores, rule, severity, message, human);
        });
    }

    /** The incident, declared and acknowledged now, within a transaction. */
    public Incident declare(Stores stores, AlertRule rule, Severity severity, String message, Actor human) {
        var change = new Change.Detected(
                rule.slo().service(), rule.slo().name(), severity, Optional.empty());
        return stores.incidents()
                .open(id -> Incident.detected(id, clock.now(), human, change, message, Figures.NONE)
                        .with(clock.now(), human, new Change.Acknowledged(), "declared by " + human));
    }
}
