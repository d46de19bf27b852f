package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.KnownIncident;
import dev.safeguard.application.port.SampleFeed;
import dev.safeguard.domain.alert.AlertPolicy;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.SloName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A history that is ready to be replayed; closing it lets go of where it comes from. */
public interface ReplaySession extends AutoCloseable {

    /** What it is, in a few words. */
    String title();

    SampleFeed history();

    /** The rule for an SLO of this name in buckets of this length; may throw {@link UsageException}. */
    BiFunction<SloName, Duration, AlertRule> rules();

    /** The rules to hold beside them. */
    Optional<BiFunction<SloName, Duration, AlertRule>> others();

    /** Incidents that are known to have happened; empty unless some were named. */
    Optional<List<KnownIncident>> labels();

    /** The policy as YAML that may be pasted, or named with {@code --policy}, for SLOs of this period. */
    String text(AlertPolicy policy, Duration period);

    @Override
    void close();
}
