package dev.safeguard.domain.postmortem;

import dev.safeguard.domain.eval.EvalCase;
import dev.safeguard.domain.incident.Change;
import dev.safeguard.domain.incident.Incident;
import dev.safeguard.domain.incident.IncidentEvent;
import dev.safeguard.domain.slo.Slo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What there is to learn from an incident, drawn from its timeline: conditions, not people. Everything in it can be
 * traced to an entry of the timeline or to a measurement.
 *
 * @param evalCase the regression case made of it, where there is one
 */
public record Postmortem(
        Incident incident,
        Slo slo,
        Impact impact,
        List<String> contributingFactors,
        List<String> wentWell,
        List<String> luck,
        List<ActionItem> actions,
        Optional<EvalCase> evalCase,
        List<Blamelessness.Flag> flags,
        Instant asOf) {

    public Postmortem {
        contributingFactors = List.copyOf(contributingFactors);
        wentWell = List.copyOf(wentWell);
        luck = List.copyOf(luck);
        actions = List.copyOf(actions);
        flags = List.copyOf(flags);
    }

    /** Draws it up from the timeline. */
    public static Postmortem of(
            Incident incident,
            Slo slo,
            Impact impact,
            Optional<EvalCase> evalCase,
            Collection<String> people,
            Instant asOf) {
        return new Postmortem(
                incident,
                slo,
                impact,
                contributingFactors(incident),
                wentWell(incident),
                luck(incident),
                actions(incident, evalCase),
                evalCase,
                flags(incident, people),
                asOf);
    }

    /** The entries of the runbook's steps and reversals, with their figures. */
    public List<IncidentEvent> mitigations() {
        return incident.timeline().stream()
                .filter(event -> event.change() instanceof Change.Recorded(Change.Fact fact)
                        && (fact == Change.Fact.STEP || fact == Change.Fact.REVERT))
                .toList();
    }

    private static List<String> contributingFactors(Incident incident) {
        List<String> factors = new ArrayList<>();
        incident.cause().ifPresent(cause -> factors.add("Root cause: " + cause));
        incident.symptom().ifPresent(symptom -> factors.add("Symptom by triage: " + symptom));
        lastEntry(incident, Change.Triaged.class).ifPresent(event -> factors.add("Evidence: " + event.message()));
        if (incident.cause().isEmpty()) {
            factors.add("The root cause is not recorded yet (safeguard incident close --cause)");
        }
        return factors;
    }

    private static List<String> wentWell(Incident incident) {
        List<String> well = new ArrayList<>();
        steps(incident, "recovered").forEach(event -> well.add(event.message()));
        long spared = steps(incident, "not-needed").size();
        if (spared > 0) {
            well.add("The runbook stopped as soon as the service had recovered: " + spared
                    + (spared == 1 ? " step was" : " steps were") + " not needed");
        }
        incident.timeToAcknowledge().ifPresent(time -> {
            if (time.toMinutes() <= 5) {
                well.add("A human had it " + time.toMinutes() + " minutes after the page");
            }
        });
        return well;
    }

    private static List<String> luck(Incident incident) {
        boolean healed = incident.resolvedAt().isPresent() && steps(incident, "recovered").isEmpty();
        return healed ? List.of("It ended without a mitigation of ours: next time it may not") : List.of();
    }

    private static List<ActionItem> actions(Incident incident, Optional<EvalCase> evalCase) {
        List<ActionItem> actions = new ArrayList<>();
        evalCase.ifPresent(made -> actions.add(new ActionItem(
                "Calibrate eval case " + made.id() + ": see it fail on the broken system and pass on the fixed one",
                Optional.empty(),
                Optional.empty())));
        if (!incident.facts(Change.Fact.ESCALATE).isEmpty()) {
            actions.add(new ActionItem(
                    "Find out why the page had to climb the ladder", Optional.empty(), Optional.empty()));
        }
        steps(incident, "not-recovered").stream()
                .flatMap(event -> event.figures().text("mitigation").stream())
                .distinct()
                .forEach(step -> actions.add(new ActionItem(
                        "Decide whether step " + step + " belongs where it is: the service had not recovered after it",
                        Optional.empty(),
                        Optional.empty())));
        if (incident.cause().isEmpty()) {
            actions.add(new ActionItem("Record the root cause", Optional.empty(), Optional.empty()));
        }
        return actions;
    }

    private static List<Blamelessness.Flag> flags(Incident incident, Collection<String> people) {
        return incident.timeline().stream()
                .map(IncidentEvent::change)
                .filter(Change.CauseFound.class::isInstance)
                .map(Change.CauseFound.class::cast)
                .flatMap(found -> Blamelessness.check(found.cause(), people).stream())
                .distinct()
                .toList();
    }

    private static List<IncidentEvent> steps(Incident incident, String outcome) {
        return incident.facts(Change.Fact.STEP).stream()
                .filter(event -> event.figures().text("outcome").filter(outcome::equals).isPresent())
                .toList();
    }

    private static Optional<IncidentEvent> lastEntry(Incident incident, Class<? extends Change> type) {
        return incident.timeline().reversed().stream()
                .filter(event -> type.isInstance(event.change()))
                .findFirst();
    }
}
