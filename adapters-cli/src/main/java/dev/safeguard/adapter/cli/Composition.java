package dev.safeguard.adapter.cli;

import dev.safeguard.application.port.Mitigation;
import dev.safeguard.application.shift.ShiftItem;
import dev.safeguard.application.shift.ShiftResult;
import dev.safeguard.domain.alert.AlertRule;
import dev.safeguard.domain.slo.Objective;
import dev.safeguard.domain.slo.Ratio;
import dev.safeguard.domain.slo.Slo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the command line needs assembled. Whoever knows all adapters implements it; every method may throw
 * {@link UsageException} for what the user can put right, {@link NoStateException} where there is nothing to read yet, and
 * {@code StoreException} for a state that cannot be used.
 */
public interface Composition {

    /** The use cases for reading and steering, on this state. */
    Desk open(Where where);

    /** A shift that is ready to be stood. */
    ShiftSession shift(ShiftChoice choice);

    /** Work that a human orders on a service, such as running a runbook. */
    WorkSession work(WorkSession.Choice choice);

    /** The types of mitigation there are, with those in a folder of plug-ins. */
    MitigationTypes mitigationTypes(Optional<Path> plugins);

    /** A history that is ready to be replayed. */
    ReplaySession replay(ReplayChoice choice);

    /** The scenarios there are. */
    List<ScenarioInfo> scenarios();

    /** Writes a recorded history of a simulated service. */
    HistoryInfo makeHistory(HistoryChoice choice);

    /** What there is to know about configuration files. */
    Configurations configurations();

    /** Where SLOs are found, each place with those it has; the first that knows a name is the one that is meant. */
    List<SloSource> sloSources(Where where);

    /** The SLO under the policy of this file, or else under the built-in one. */
    AlertRule rule(Slo slo, Optional<Path> policy);

    /** The error codes that are not the command line's own. */
    List<String> codes();

    /** What an error code means, in paragraphs, for the codes that are not the command line's own. */
    Optional<List<String>> explain(String code);

    /** The version of Safeguard. */
    String version();

    /**
     * Where configuration and state are.
     *
     * @param config the configuration file, unless it is {@code safeguard.yaml} here or the built-in example
     * @param state the state file, unless it is the one of the configuration or the demo's
     */
    record Where(Optional<Path> config, Optional<Path> state) {}

    /**
     * Which shift to stand.
     *
     * @param scenario the scenario's name; the default one when neither it nor {@code samples} is given
     * @param samples the recorded history to stand it on
     * @param objective for the SLOs of the recorded history
     * @param period for the SLOs of the recorded history
     * @param faults ratios by fault, in place of or in addition to the scenario's own
     * @param policy the alert policy for the SLOs of the recorded history, unless it is the built-in one
     * @param runbook the runbook to walk in place of the scenario's own
     * @param goesOn whether to go on from the state there is
     * @param pace how many virtual seconds to a real one; as fast as it goes when empty
     */
    record ShiftChoice(
            Where where,
            Optional<String> scenario,
            Optional<Recording> samples,
            Optional<Objective> objective,
            Optional<Duration> period,
            Optional<Path> policy,
            Map<String, Ratio> faults,
            Optional<Path> runbook,
            long seed,
            boolean goesOn,
            Optional<Double> pace) {}

    /** A recorded history: the file that it is in, and what the user called it. */
    record Recording(Path file, String name) {}

    /** A shift, assembled; closing it lets go of the state. */
    interface ShiftSession extends AutoCloseable {

        /** What it is, in one line: {@code scenario provider-outage · simulated service, virtual clock}. */
        String title();

        Path state();

        /** The SLOs it watches. */
        List<Slo> slos();

        /** The file that its eval cases go to. */
        Path evalCases();

        /** The clock of the shift, for stamping what is printed. */
        Instant now();

        ShiftResult stand(Consumer<ShiftItem> out) throws InterruptedException;

        @Override
        void close();
    }

    /**
     * A place where SLOs are found.
     *
     * @param origin what it is, in words
     * @param firstPaged who is paged first at the time that it is about, if anybody is on call
     */
    record SloSource(String origin, List<AlertRule> rules, Optional<String> firstPaged) {}

    /**
     * The types of mitigation that are installed.
     *
     * @param problems why some that were found are not among them
     */
    record MitigationTypes(List<Installed> installed, List<String> problems) {

        /** A type, and where it was found. */
        public record Installed(Mitigation<?> mitigation, String origin) {}

        public MitigationTypes {
            installed = List.copyOf(installed);
            problems = List.copyOf(problems);
        }
    }

    /** A scenario to choose. */
    record ScenarioInfo(String name, String description) {}

    /** Which history to make. */
    record HistoryChoice(Path file, int days, long seed) {}

    /** The history that was made. */
    record HistoryInfo(Path file, long samples, Instant from, Instant until) {}
}
