package dev.safeguard.application.runbook;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.domain.runbook.MitigationPlan;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.runbook.Step;
import dev.safeguard.domain.slo.Slo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what a runbook would do: reads every control surface, and writes nothing. */
public final class PlanRun {

    /** Enough to tell plans apart, and short enough to be typed. */
    private static final int HASH_LENGTH = 12;

    private final Map<String, Mitigation<?>> mitigations;

    public PlanRun(Map<String, Mitigation<?>> mitigations) {
        this.mitigations = Map.copyOf(mitigations);
    }

    public RunPlan plan(Slo slo, Runbook runbook) {
        List<PlannedStep> steps = runbook.steps().stream().map(this::planned).toList();
        return new RunPlan(slo, runbook, steps, hash(slo, runbook, steps));
    }

    private PlannedStep planned(Step step) {
        Mitigation<?> mitigation = mitigations.get(step.mitigation());
        return mitigation == null
                ? new PlannedStep(
                        step,
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.of("there is no mitigation of type " + step.mitigation() + " installed"))
                : planned(mitigation, step);
    }

    private static <P extends Record> PlannedStep planned(Mitigation<P> mitigation, Step step) {
        Optional<MitigationPlan> change = Optional.empty();
        Optional<String> refusal = Optional.empty();
        try {
            P with = mitigation.parameters().read(step.with());
            change = Optional.of(mitigation.plan(with, mitigation.inspect(with)));
        } catch (Mitigation.RefusedException refused) {
            refusal = Optional.of(refused.reason());
        }
        return new PlannedStep(
                step, Optional.of(mitigation.reversibility()), mitigation.blastRadius(), change, refusal);
    }

    private static String hash(Slo slo, Runbook runbook, List<PlannedStep> steps) {
        List<String> parts = new ArrayList<>(List.of(
                slo.service().value(),
                slo.name().value(),
                runbook.name(),
                runbook.settle().toString(),
                runbook.deadline().toString()));
        for (PlannedStep planned : steps) {
            parts.add(planned.step().name());
            parts.add(planned.step().mitigation());
            planned.step().with().forEach((parameter, value) -> parts.add(parameter + "=" + value));
            parts.add(planned.change()
                    .map(change -> part(change.prior().value()) + part(change.desired().value()))
                    .orElse("refused"));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String part(Optional<String> value) {
        return value.map(text -> text.length() + ":" + text).orElse("absent");
    }
}
