package dev.safeguard.bootstrap;

import dev.safeguard.adapter.cli.UsageException;
import dev.safeguard.adapter.config.ConfigurationException;
import dev.safeguard.adapter.config.ConfigurationReader;
import dev.safeguard.adapter.config.StepCheck;
import dev.safeguard.adapter.simulation.Scenario;
import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.incident.Symptom;
import dev.safeguard.domain.runbook.Autonomy;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runbook that the user names, in place of the scenario's for the same symptom. Naming it approves it: it is walked
 * by itself, unless it says {@code autonomy: plan}.
 */
record OwnRunbook(Path file, Runbook runbook) {

    /** Reads the file; every step must be one that the installed mitigations can make sense of. */
    static OwnRunbook read(Path file, Map<String, String> environment, List<Mitigation<?>> installed) {
        try {
            StepCheck check = StepCheck.against(installed).then(step -> dryRun(step, installed));
            return new OwnRunbook(file, new ConfigurationReader(environment, check).readRunbook(file));
        } catch (ConfigurationException wrong) {
            throw Place.usage(wrong);
        }
    }

    /** What the mitigation itself makes of a step; looking and planning change nothing. */
    private static List<StepCheck.Flaw> dryRun(Step step, List<Mitigation<?>> installed) {
        try {
            installed.stream()
                    .filter(mitigation -> mitigation.type().equals(step.mitigation()))
                    .forEach(mitigation -> plan(mitigation, step));
            return List.of();
        } catch (Mitigation.RefusedException refused) {
            String[] reason = refused.reason().split("; ", 2);
            return List.of(new StepCheck.Flaw(
                    refused.parameter(), reason[0], reason.length > 1 ? reason[1] : "correct it"));
        }
    }

    private static <P extends Record> void plan(Mitigation<P> mitigation, Step step) {
        P with = mitigation.parameters().read(step.with());
        mitigation.plan(with, mitigation.inspect(with));
    }

    /** The runbooks of the scenario, with this one in its place. */
    List<Runbook> among(Scenario scenario) {
        List<String> symptoms = scenario.symptoms().stream().map(Symptom::name).toList();
        if (!symptoms.contains(runbook.symptom())) {
            throw new UsageException(List.of(new UsageException.Problem(
                    Problems.UNKNOWN_SYMPTOM,
                    Optional.of(file.toString()),
                    Optional.empty(),
                    Optional.empty(),
                    "runbook " + runbook.name() + " is for symptom \"" + runbook.symptom() + "\", which scenario "
                            + scenario.name() + " does not have",
                    Optional.of("choose one of " + String.join(", ", symptoms) + ", or another --scenario"))));
        }
        List<Runbook> runbooks = new ArrayList<>(scenario.runbooks());
        runbooks.removeIf(known -> known.symptom().equals(runbook.symptom()));
        runbooks.add(new Runbook(
                runbook.name(),
                runbook.symptom(),
                runbook.autonomy() == Autonomy.PLAN ? Autonomy.PLAN : Autonomy.AUTO,
                runbook.settle(),
                runbook.deadline(),
                runbook.steps()));
        return runbooks;
    }
}
