package dev.safeguard.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be wrong with what a command asks to be assembled, each with its code. */
final class Problems {

    static final String UNKNOWN_FAULT = "SG-B001";
    static final String NOTHING_TO_CONTINUE = "SG-B002";
    static final String BAD_HISTORY = "SG-B003";
    static final String BAD_OBJECTIVE = "SG-B004";
    static final String UNKNOWN_SYMPTOM = "SG-B005";
    static final String NO_OBJECTIVE = "SG-B006";
    static final String NOTHING_TO_CHANGE = "SG-B007";
    static final String NO_SOURCE = "SG-B008";
    static final String FILE_EXISTS = "SG-B010";

    /** What it is, how it comes about, and what to do. */
    private static final Map<String, List<String>> EXPLANATIONS = Map.of(
            UNKNOWN_FAULT,
            List.of(
                    "a fault that cannot be injected",
                    "--fault takes a fault of the simulated service and a ratio between 0 and 1, such as"
                            + " provider-outage=0.7. The fault of a scenario bears its name.",
                    "Take one of those that the message lists; `safeguard shift --list` shows the scenarios."),
            NOTHING_TO_CONTINUE,
            List.of(
                    "no shift to go on with",
                    "--continue goes on where the last simulated shift of this state ended, and there is none in it.",
                    "Stand one first: `safeguard shift`; --state names another state file."),
            BAD_HISTORY,
            List.of(
                    "a history that cannot be made",
                    "`safeguard history make` writes the minutes of a simulated service over 1 to 366 days.",
                    "Give a number of days within that, such as --days 14."),
            BAD_OBJECTIVE,
            List.of(
                    "alerts that cannot work for this objective or period",
                    "The built-in tiers exist for 7, 28, 30 and 90 days and for objectives above 75 %, and their windows"
                            + " consist of whole buckets.",
                    "The message ends with tiers that work: put them into a file and name it with --policy, or give"
                            + " another --objective or --period."),
            UNKNOWN_SYMPTOM,
            List.of(
                    "a runbook for a symptom that the scenario does not have",
                    "--runbook takes the place of the scenario's runbook for the same symptom, so the symptom must be one"
                            + " of the scenario's. `autonomy: plan` is only shown; any other is walked, as naming it"
                            + " approves it.",
                    "Write a symptom that the message lists, or leave it out."),
            NO_OBJECTIVE,
            List.of(
                    "an SLO of which nobody says what was promised",
                    "A history holds events, and what was promised of them stands elsewhere: in --objective for all SLOs of"
                            + " the history, or in a configuration, which names each SLO.",
                    "Give --objective 0.999, or what was promised; or name a configuration with --config."),
            NOTHING_TO_CHANGE,
            List.of(
                    "a history that nothing can be done about",
                    "Runbooks change a service. What a recorded history tells of is over, and its state has no service.",
                    "Name the state of a simulated shift with --state, or a configuration with --config."),
            NO_SOURCE,
            List.of(
                    "a service whose recovery nobody could see",
                    "A runbook stops when the service has recovered, which takes a source of measurements.",
                    "Add `prometheus:` with the `url` of the Prometheus that the queries of the SLOs are for."),
            FILE_EXISTS,
            List.of(
                    "a file that is there already",
                    "`safeguard init` replaces no file that is there.",
                    "Name another file, or give --force to have it replaced."));

    private Problems() {}

    static List<String> codes() {
        return EXPLANATIONS.keySet().stream().sorted().toList();
    }

    static Optional<List<String>> explain(String code) {
        String known = code.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(EXPLANATIONS.get(known))
                .map(texts -> List.of(known + ": " + texts.getFirst(), texts.get(1), texts.getLast()));
    }
}
