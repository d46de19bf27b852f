package dev.safeguard.application.eval;

import dev.safeguard.application.port.Stores;
import dev.safeguard.domain.eval.Assertion;
import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Actor;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.slo.EventCounts;
import dev.safeguard.domain.slo.Figures;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Sample;
import dev.safeguard.domain.slo.Slo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes the regression case of an incident: the fault as strong as it was, the load as it was, and what the system must
 * hold. Figures are rounded so that incidents that are the same to a human make the same case.
 */
public final class MakeEvalCase {

    private static final Duration ROUNDING = Duration.ofMinutes(5);

    private final Collection<Symptom> symptoms;

    public MakeEvalCase(Collection<Symptom> symptoms) {
        this.symptoms = List.copyOf(symptoms);
    }

    /** The incident with its case made and stored, within a transaction; unchanged when nothing of it was measured. */
    public Incident make(Stores stores, Incident incident, Slo slo, Instant now) {
        Instant onset = incident.timeline().getFirst().figures().text("onset").map(Instant::parse)
                .orElse(incident.detectedAt());
        Instant end = incident.mitigatedAt().or(incident::resolvedAt).orElse(now);
        List<Sample> buckets = stores.samples().find(slo.name(), onset, end).stream()
                .filter(sample -> !sample.counts().isEmpty())
                .toList();
        Ratio worst = buckets.stream()
                .map(sample -> Ratio.of(sample.counts().errorRatio().toDecimal(2)))
                .max(Ratio::compareTo)
                .orElse(Ratio.ZERO);
        if (worst.equals(Ratio.ZERO)) {
            return incident;
        }
        EvalCase evalCase = new EvalCase(
                incident.symptom().orElse("unknown"),
                slo.service(),
                slo.name(),
                slo.objective(),
                fault(incident),
                worst,
                eventsPerMinute(buckets, slo),
                assertions(incident, slo, Duration.between(onset, incident.detectedAt()), end),
                incident.id(),
                now);
        stores.evalCases().save(evalCase);
        Incident told = incident.with(
                now,
                Actor.LEARNING,
                new Change.Recorded(Change.Fact.EVAL),
                "eval case " + evalCase.id() + " · not calibrated yet",
                Figures.NONE
                        .with("case", evalCase.id())
                        .with("fault", evalCase.fault())
                        .with("ratio", worst, 2)
                        .with("calibrated", "no"));
        stores.incidents().save(told);
        return told;
    }

    private String fault(Incident incident) {
        return symptoms.stream()
                .filter(symptom -> incident.symptom().filter(symptom.name()::equals).isPresent())
                .map(Symptom::fault)
                .findFirst()
                .orElse("unknown");
    }

    private static long eventsPerMinute(List<Sample> buckets, Slo slo) {
        EventCounts sum = buckets.stream().map(Sample::counts).reduce(EventCounts.NONE, EventCounts::plus);
        long perMinute = sum.total() * 60 / (slo.resolution().toSeconds() * buckets.size());
        return Math.max(1, perMinute < 20 ? perMinute : Math.round(perMinute / 10.0) * 10);
    }

    private static List<Assertion> assertions(Incident incident, Slo slo, Duration detection, Instant end) {
        List<Assertion> assertions = new ArrayList<>();
        assertions.add(new Assertion.SliHolds(slo.objective()));
        assertions.add(new Assertion.AlertFires(incident.severity(), roundedUp(detection)));
        assertions.add(new Assertion.SliRecovers(
                slo.objective(), roundedUp(Duration.between(incident.detectedAt(), end))));
        return assertions;
    }

    private static Duration roundedUp(Duration duration) {
        long steps = Math.max(1, Math.ceilDiv(duration.toSeconds(), ROUNDING.toSeconds()));
        return ROUNDING.multipliedBy(steps);
    }
}
