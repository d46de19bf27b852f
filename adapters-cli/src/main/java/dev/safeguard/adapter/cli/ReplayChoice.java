package dev.safeguard.adapter.cli;

import dev.safeguard.adapter.cli.Composition.Where;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.SloName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which history to replay, and under which rules.
 *
 * @param objective for all SLOs of the history, unless those of the configuration or the state are used
 * @param period of their error budgets
 * @param policy a file of tiers in place of the SLOs' own
 * @param compare a second file of tiers to hold beside it
 * @param labels a file of incidents that are known to have happened
 */
public record ReplayChoice(
        Where where,
        Source source,
        Optional<Objective> objective,
        Optional<Duration> period,
        Optional<Path> policy,
        Optional<Path> compare,
        Optional<Path> labels) {

    /** Where the history comes from. */
    public sealed interface Source {

        /** Files, which together are one history. */
        record Files(List<Path> files, boolean lenient, Optional<Duration> resolution) implements Source {
            public Files {
                files = List.copyOf(files);
            }
        }

        /** The buckets that the state file holds. */
        record State() implements Source {}

        /**
         * A Prometheus.
         *
         * @param slo the name of the SLO that both queries are about
         * @param by the label that names the SLO of a series, where they are about many
         * @param since how far back it is asked
         * @param user with the password in {@code secret}; without a user, {@code secret} holds a bearer token
         */
        record Prometheus(
                String url,
                String good,
                String total,
                Optional<SloName> slo,
                Optional<String> by,
                Duration since,
                Optional<Duration> resolution,
                Optional<Duration> timeout,
                Optional<String> user,
                Optional<Path> secret)
                implements Source {}
    }
}
