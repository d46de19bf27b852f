package dev.safeguard.adapter.config;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked of a runbook's step beyond the format of the file. Pure. */
@FunctionalInterface
public interface StepCheck {

    /** Asks nothing. */
    StepCheck NONE = step -> List.of();

    /** What is wrong with the step; nothing when it can be run. */
    List<Flaw> flaws(Step step);

    /**
     * One thing wrong with a step.
     *
     * @param parameter the parameter that it is about, else it is about the type of mitigation
     */
    record Flaw(Optional<String> parameter, String message, String suggestion) {}

    /** Asks that the type is one of these, and that it is given the parameters it takes and no others. */
    static StepCheck against(Collection<? extends Mitigation<?>> installed) {
        Map<String, Mitigation<?>> byType =
                installed.stream().collect(Collectors.toMap(Mitigation::type, mitigation -> mitigation));
        return step -> Optional.ofNullable(byType.get(step.mitigation()))
                .map(mitigation -> flaws(step, mitigation.parameters()))
                .orElseGet(() -> List.of(new Flaw(
                        Optional.empty(),
                        "there is no mitigation of type \"" + step.mitigation() + "\"",
                        Spelling.suggestion(step.mitigation(), byType.keySet(), ProblemCode.BAD_STEP.advice()))));
    }

    /** Asks the same of steps whose type is one of these, and nothing of others: they may be installed elsewhere. */
    static StepCheck whereInstalled(Collection<? extends Mitigation<?>> installed) {
        StepCheck strict = against(installed);
        Set<String> types = installed.stream().map(Mitigation::type).collect(Collectors.toSet());
        return step -> types.contains(step.mitigation()) ? strict.flaws(step) : List.of();
    }

    private static List<Flaw> flaws(Step step, Parameters<?> parameters) {
        List<Flaw> flaws = new ArrayList<>();
        List<Parameters.Description> described = parameters.descriptions();
        List<String> names = described.stream().map(Parameters.Description::name).toList();
        for (String given : step.with().keySet()) {
            if (!names.contains(given)) {
                flaws.add(new Flaw(
                        Optional.of(given),
                        "mitigation " + step.mitigation() + " takes no parameter \"" + given + "\"",
                        Spelling.suggestion(given, names, "remove it: there are no parameters")));
            }
        }
        for (Parameters.Description parameter : described) {
            if (parameter.required() && !step.with().containsKey(parameter.name())) {
                flaws.add(new Flaw(
                        Optional.of(parameter.name()),
                        "mitigation " + step.mitigation() + " needs parameter \"" + parameter.name() + "\": "
                                + parameter.meaning(),
                        "add it under \"with\""));
            }
        }
        if (flaws.isEmpty()) {
            parameters
                    .flaws(step.with())
                    .forEach(flaw -> flaws.add(new Flaw(
                            flaw.parameter(),
                            "mitigation " + step.mitigation() + ": " + flaw.message(),
                            "correct the value")));
        }
        return flaws;
    }
}
