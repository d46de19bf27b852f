package dev.safeguard.adapter.config;

import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.oncall.Roster;
import dev.safeguard.domain.runbook.Runbook;
import dev.safeguard.domain.slo.Slo;
import java.util.List;

/**
 * What was found in a file.
 *
 * @param text what was read, for showing the line that a problem is about; empty where the file is no text
 * @param problems what keeps it from being used, in the order of the file
 * @param warnings what can be used, and is probably not meant, in the order of the file
 * @param contents what there is; nothing when there are problems
 */
public record Validation(
        String text, List<ConfigurationProblem> problems, List<ConfigurationProblem> warnings, Contents contents) {

    public Validation {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * How much there is of each.
     *
     * @param tiers of the SLOs' policies, built-in ones included
     * @param people everybody that the on-call schedule names
     */
    public record Contents(int services, int slos, int tiers, int runbooks, int people) {

        static final Contents NOTHING = new Contents(0, 0, 0, 0, 0);

        static Contents of(Configuration configuration) {
            List<AlertRule> rules = configuration.rules();
            return new Contents(
                    (int) rules.stream()
                            .map(AlertRule::slo)
                            .map(Slo::service)
                            .distinct()
                            .count(),
                    rules.size(),
                    rules.stream().mapToInt(rule -> rule.policy().tiers().size()).sum(),
                    configuration.runbooks().size(),
                    configuration.roster().map(Roster::everybody).map(List::copyOf).orElse(List.of()).size());
        }

        static Contents of(AlertPolicy policy) {
            return new Contents(0, 0, policy.tiers().size(), 0, 0);
        }

        static Contents of(Runbook runbook) {
            return new Contents(0, 0, 0, 1, 0);
        }
    }
}
