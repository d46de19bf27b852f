package dev.safeguard.application.incident;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.alert.Severity;
import dev.safeguard.domain.alert.TierReading;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentState;
import dev.safeguard.domain.incident.Recurrence;
import dev.safeguard.domain.oncall.Escalation;
import dev.safeguard.domain.oncall.EscalationPolicy;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Onset;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.time.Instant;

/**
 * Answers an alert that rose to a level that pages: opens an incident, reopens or joins the one that is there, and
 * starts the ladder where somebody is to be paged. Nobody is reached yet: climbing it is {@code ClimbLadder}'s.
 */
public final class RespondToRise {

    private static final int CALM_SLOWNESS = 3;
    private static final Duration ONSET_LOOKBACK = Duration.ofDays(1);

    private final EscalationPolicy ladder;

    public RespondToRise(EscalationPolicy ladder) {
        this.ladder = ladder;
    }

    /** The service's incident after the rise of this tier, within the transaction of these stores. */
    public Incident respond(Stores stores, Slo slo, TierReading reading, Instant now) {
        Severity severity = reading.tier().severity();
        return switch (Recurrence.of(stores.incidents().latestOf(slo.service()), severity, now)) {
            case Recurrence.Opens opens -> {
                Figures figures = reading.figures(slo).with("onset", onset(stores, slo, now).toString());
                Change.Detected detected =
                        new Change.Detected(slo.service(), slo.name(), severity, opens.follows());
                Incident incident = stores.incidents()
                        .open(id -> Incident.detected(
                                id, now, Actor.ALERTING, detected, slo.name() + ": " + reading.sentence(), figures));
                startLadder(stores, incident, severity, now);
                yield incident;
            }
            case Recurrence.Reopens reopens -> {
                Incident incident = reopens.incident()
                        .with(now, Actor.ALERTING, new Change.Reopened(), "it is back: " + reading.sentence(),
                                reading.figures(slo));
                incident = joined(incident, slo, reading, now);
                stores.incidents().save(incident);
                startLadder(stores, incident, severity, now);
                yield incident;
            }
            case Recurrence.Joins joins -> {
                Incident incident = joined(joins.incident(), slo, reading, now);
                if (incident.state() == IncidentState.MITIGATED) {
                    incident = incident.with(
                            now, Actor.ALERTING, new Change.MitigationStarted(), "burning again while mitigated");
                }
                stores.incidents().save(incident);
                if (joins.pages()) {
                    startLadder(stores, incident, severity, now);
                }
                yield incident;
            }
        };
    }

    private static Incident joined(Incident incident, Slo slo, TierReading reading, Instant now) {
        return incident.with(
                now,
                Actor.ALERTING,
                new Change.Joined(slo.name(), reading.tier().severity()),
                slo.name() + ": " + reading.sentence(),
                reading.figures(slo));
    }

    private void startLadder(Stores stores, Incident incident, Severity severity, Instant now) {
        int slowness = severity == Severity.SEV1 ? 1 : CALM_SLOWNESS;
        stores.escalations().save(Escalation.start(incident.id().toString(), ladder, slowness, now));
    }

    private static Instant onset(Stores stores, Slo slo, Instant now) {
        return Onset.of(stores.samples().find(slo.name(), now.minus(ONSET_LOOKBACK), now), slo.objective(), now);
    }
}
