package dev.safeguard.adapter.config;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.port.Parameters;
import dev.safeguard.domain.runbook.Reversibility;
import dev.safeguard.domain.runbook.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** Whether and by whom what the step does can be undone, where that is known. */
    default Optional<Reversibility> reversibility(Step step) {
        return Optional.empty();
    }

    /** Asks the same, and where nothing is wrong by that, more. */
    default StepCheck then(Function<Step, List<Flaw>> more) {
        StepCheck first = this;
        return new StepCheck() {
            @Override
            public List<Flaw> flaws(Step step) {
                List<Flaw> flaws = first.flaws(step);
                return flaws.isEmpty() ? more.apply(step) : flaws;
            }

            @Override
            public Optional<Reversibility> reversibility(Step step) {
                return first.reversibility(step);
            }
        };
    }

    /** Asks that the type is one of these, and that it is given the parameters it takes and no others. */
    static StepCheck against(Collection<? extends Mitigation<?>> installed) {
        return against(installed, "");
    }

    /**
     * Asks the same.
     *
     * @param elsewhere how a type that is not one of these would be found, added to what is suggested
     */
    static StepCheck against(Collection<? extends Mitigation<?>> installed, String elsewhere) {
        Map<String, Mitigation<?>> byType =
                installed.stream().collect(Collectors.toMap(Mitigation::type, mitigation -> mitigation));
        return new StepCheck() {
            @Override
            public List<Flaw> flaws(Step step) {
                return Optional.ofNullable(byType.get(step.mitigation()))
                        .map(mitigation -> StepCheck.flaws(step, mitigation.parameters()))
                        .orElseGet(() -> List.of(notInstalled(step, byType.keySet(), elsewhere)));
            }

            @Override
            public Optional<Reversibility> reversibility(Step step) {
                return Optional.ofNullable(byType.get(step.mitigation())).map(Mitigation::reversibility);
            }
        };
    }

    private static Flaw notInstalled(Step step, Set<String> types, String elsewhere) {
        String suggestion = Spelling.suggestion(step.mitigation(), types, ProblemCode.BAD_STEP.advice());
        return new Flaw(
                Optional.empty(),
                "there is no mitigation of type \"" + step.mitigation() + "\"",
                elsewhere.isEmpty() ? suggestion : suggestion + (suggestion.endsWith("?") ? " " : "; ") + elsewhere);
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
                    .forEach(flaw -> flaws.add(told(step, flaw)));
        }
        return flaws;
    }

    /** What follows a semicolon in a flaw's message is what to do about it. */
    private static Flaw told(Step step, Parameters.Flaw flaw) {
        String[] parts = flaw.message().split("; ", 2);
        return new Flaw(
                flaw.parameter(),
                "mitigation " + step.mitigation() + ": " + parts[0],
                parts.length > 1 ? parts[1] : "correct the value");
    }
}
